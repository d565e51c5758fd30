import type { SignatureJob, VerifySignatures } from '@ports/keyVault.ts';
import { type BatchReply, type SignatureBatch, isWellFormed, packBatch } from './signatureBatch.ts';

/** The part of a `Worker` the client needs. */
export interface SignatureWorker {
  postMessage(message: SignatureBatch, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<BatchReply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  terminate(): void;
}

/** A batch takes milliseconds; a worker that does not answer by then is taken for dead. */
const DEADLINE = 10_000;
/** A worker that had nothing to do for so long is ended: it holds memory. */
const IDLE = 30_000;

type Settle = (valid: Uint8Array | null) => void;

/**
 * Gives batches of signatures to a worker, which is started at the first and ended when it has had nothing to do for a while. One
 * that cannot start, dies or does not answer is not started again: everything is null from then on, and checked elsewhere.
 */
export class SignatureWorkerClient {
  readonly #start: () => SignatureWorker;
  readonly #waiting = new Map<number, Settle>();
  #worker: SignatureWorker | null = null;
  #isBroken = false;
  #lastId = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(start: () => SignatureWorker) {
    this.#start = start;
  }

  readonly verify: VerifySignatures = async (jobs) => {
    // What has another length fits nothing, and has no place in a batch.
    const formed = jobs.filter(isWellFormed);
    const valid = formed.length === 0 ? new Uint8Array() : await this.#ask(formed);
    // An answer of another length is no answer.
    if (valid?.length !== formed.length) return null;
    let place = 0;
    return jobs.map((job) => isWellFormed(job) && valid[place++] === 1);
  };

  async #ask(jobs: readonly SignatureJob[]): Promise<Uint8Array | null> {
    const worker = this.#ready();
    if (worker === null) return null;
    clearTimeout(this.#idle);
    const batch = packBatch((this.#lastId += 1), jobs);
    const answer = await new Promise<Uint8Array | null>((resolve) => {
      const timer = setTimeout(() => this.#abandon(worker), DEADLINE);
      this.#waiting.set(batch.id, (valid) => {
        clearTimeout(timer);
        this.#waiting.delete(batch.id);
        resolve(valid);
      });
      const { keys, signatures, ends, bytes } = batch;
      worker.postMessage(batch, [keys.buffer, signatures.buffer, ends.buffer, bytes.buffer]);
    });
    if (this.#waiting.size === 0) this.#rest();
    return answer;
  }

  #ready(): SignatureWorker | null {
    if (this.#worker !== null || this.#isBroken) return this.#worker;
    try {
      const worker = this.#start();
      worker.addEventListener('message', ({ data }) => this.#waiting.get(data.id)?.(data.valid));
      for (const type of ['error', 'messageerror'] as const) worker.addEventListener(type, () => this.#abandon(worker));
      this.#worker = worker;
    } catch {
      this.#isBroken = true;
    }
    return this.#worker;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      this.#worker?.terminate();
      this.#worker = null;
    }, IDLE);
  }

  #abandon(worker: SignatureWorker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#isBroken = true;
    worker.terminate();
    for (const settle of [...this.#waiting.values()]) settle(null);
  }
}

/** Checks batches in a worker of its own. */
export function createBatchVerifier(): VerifySignatures {
  return new SignatureWorkerClient(startSignatureWorker).verify;
}

function startSignatureWorker(): Worker {
  return new Worker(new URL('./signatureWorker.ts', import.meta.url), { type: 'module', name: 'signatures' });
}
