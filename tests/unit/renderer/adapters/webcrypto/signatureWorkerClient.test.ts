import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type BatchReply, type SignatureBatch, jobsOf } from '@adapters/webcrypto/signatureBatch.ts';
import { type SignatureWorker, SignatureWorkerClient } from '@adapters/webcrypto/signatureWorkerClient.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import type { SignatureJob } from '@ports/keyVault.ts';
import { ED25519_VECTORS, hex } from '../../../../support/shared/vaultContract.ts';

const good: readonly SignatureJob[] = ED25519_VECTORS.map(([, publicKey, bytes, signature]) => ({
  publicKey: hex(publicKey),
  bytes: hex(bytes),
  signature: hex(signature),
}));

/** A worker in this thread. `answer` says what becomes of an answer; without one it is silent. */
class FakeWorker implements SignatureWorker {
  isEnded = false;
  readonly asked: SignatureBatch[] = [];
  readonly #listeners = new Map<string, (event: MessageEvent<BatchReply>) => void>();
  readonly #answer: ((reply: BatchReply) => BatchReply) | null;

  constructor(answer: ((reply: BatchReply) => BatchReply) | null = (reply) => reply) {
    this.#answer = answer;
  }

  postMessage(message: SignatureBatch, transfer: Transferable[]): void {
    void this.#reply(structuredClone(message, { transfer }));
  }

  addEventListener(type: string, listener: (event: MessageEvent<BatchReply>) => void): void {
    this.#listeners.set(type, listener);
  }

  terminate(): void {
    this.isEnded = true;
  }

  die(): void {
    this.#listeners.get('error')?.({} as MessageEvent<BatchReply>);
  }

  async #reply(batch: SignatureBatch): Promise<void> {
    this.asked.push(batch);
    if (this.#answer === null) return;
    const checks = jobsOf(batch).map((job) => verifySignature(job.publicKey, job.signature, job.bytes));
    const data = this.#answer({ id: batch.id, valid: Uint8Array.from(await Promise.all(checks), Number) });
    this.#listeners.get('message')?.({ data } as MessageEvent<BatchReply>);
  }
}

function clientOf(...workers: FakeWorker[]) {
  const started: FakeWorker[] = [];
  const client = new SignatureWorkerClient(() => {
    const worker = workers[started.length];
    if (worker === undefined) throw new Error('no worker starts here');
    started.push(worker);
    return worker;
  });
  return { client, started };
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

it('VLT-11 gives each its answer, in order, and leaves what it was given as it was', async () => {
  const { client } = clientOf(new FakeWorker());
  const wrong = good.map((job) => ({ ...job, bytes: Uint8Array.of(...job.bytes, 1) }));
  const copies = structuredClone(good);
  expect(await client.verify(good)).toEqual(good.map(() => true));
  expect(await client.verify(good.flatMap((job, place) => [job, wrong[place] ?? job]))).toEqual(
    good.flatMap(() => [true, false]),
  );
  expect(good).toEqual(copies);
});

it('VLT-10 says false to malformed input, and answers the others rightly', async () => {
  const worker = new FakeWorker();
  const { client } = clientOf(worker);
  const [first, second] = good as [SignatureJob, SignatureJob];
  const short = { ...first, signature: first.signature.subarray(1) };
  const long = { ...first, publicKey: new Uint8Array(33) };
  expect(await client.verify([short, first, long, second])).toEqual([false, true, false, true]);
  expect(await client.verify([short, long])).toEqual([false, false]);
  expect(await client.verify([])).toEqual([]);
  expect(worker.asked).toHaveLength(1);
});

it('VLT-11 batches on their way at once get each their own answer', async () => {
  const { client, started } = clientOf(new FakeWorker());
  const wrong = good.map((job) => ({ ...job, signature: new Uint8Array(64) }));
  const answers = await Promise.all([client.verify(good), client.verify(wrong), client.verify(good.slice(1))]);
  expect(answers).toEqual([good.map(() => true), good.map(() => false), good.slice(1).map(() => true)]);
  expect(started).toHaveLength(1);
});

it('VLT-11 where no worker starts there is no answer, and none is tried again', async () => {
  const start = vi.fn(() => {
    throw new Error('refused by the policy of the page');
  });
  const client = new SignatureWorkerClient(start);
  expect(await client.verify(good)).toBeNull();
  expect(await client.verify(good)).toBeNull();
  expect(start).toHaveBeenCalledTimes(1);
});

it('VLT-11 a worker that dies leaves what waits without an answer, and what follows', async () => {
  const worker = new FakeWorker(null);
  const { client, started } = clientOf(worker, new FakeWorker());
  const waiting = [client.verify(good), client.verify(good)];
  worker.die();
  expect(await Promise.all(waiting)).toEqual([null, null]);
  expect(worker.isEnded).toBe(true);
  expect(await client.verify(good)).toBeNull();
  expect(started).toEqual([worker]);
});

it('VLT-11 silence of ten seconds is no answer', async () => {
  const worker = new FakeWorker(null);
  const { client } = clientOf(worker);
  const waiting = client.verify(good);
  await vi.advanceTimersByTimeAsync(9999);
  expect(worker.isEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await waiting).toBeNull();
  expect(worker.isEnded).toBe(true);
});

it('VLT-11 an answer of another length is none', async () => {
  const { client } = clientOf(new FakeWorker(({ id, valid }) => ({ id, valid: valid.slice(1) })));
  expect(await client.verify(good)).toBeNull();
});

it('VLT-11 one with nothing to do is ended after 30 s, and another started when there is', async () => {
  const { client, started } = clientOf(new FakeWorker(), new FakeWorker());
  await client.verify(good);
  await vi.advanceTimersByTimeAsync(20_000);
  await client.verify(good);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(started[0]?.isEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(started[0]?.isEnded).toBe(true);
  expect(await client.verify(good)).toEqual(good.map(() => true));
  expect(started).toHaveLength(2);
});
