import { describe, expect, it } from 'vitest';
import type { DocumentJob, DocumentReply, DocumentWorker } from '@adapters/documents/condenserClient.ts';
import { createCondenser, createMeeting } from '@adapters/documents/condenserClient.ts';

/** A worker that the test answers for. */
class FakeWorker implements DocumentWorker {
  readonly jobs: DocumentJob[] = [];
  isEnded = false;
  private readonly listeners = new Map<string, (event: MessageEvent<DocumentReply>) => void>();

  postMessage(job: DocumentJob): void {
    this.jobs.push(job);
  }

  addEventListener(type: string, listener: (event: MessageEvent<DocumentReply>) => void): void {
    this.listeners.set(type, listener);
  }

  terminate(): void {
    this.isEnded = true;
  }

  tell(type: string, data: DocumentReply = null): void {
    this.listeners.get(type)?.(new MessageEvent(type, { data }));
  }
}

function setup() {
  const workers: FakeWorker[] = [];
  const deadlines: (() => void)[] = [];
  const condense = createCondenser({
    start: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    clock: {
      after: (_, task) => {
        deadlines.push(task);
        return () => void deadlines.splice(deadlines.indexOf(task), 1);
      },
    },
  });
  return { condense, workers, deadlines };
}

const never = { after: () => () => undefined };

const made = { bytes: Uint8Array.of(1), digest: Uint8Array.of(2) };

describe('the worker of a document', () => {
  it('MIN-33 each document has one of its own, which ends with its answer', async () => {
    const { condense, workers, deadlines } = setup();
    const [first, second] = [condense(null, [Uint8Array.of(7)]), condense(made.bytes, [])];
    workers[0]?.tell('message', made);
    workers[1]?.tell('message', null);
    expect([await first, await second]).toEqual([made, null]);
    expect(workers.map(({ isEnded, jobs }) => [isEnded, jobs])).toEqual([
      [true, [{ base: null, changes: [Uint8Array.of(7)] }]],
      [true, [{ base: made.bytes, changes: [] }]],
    ]);
    expect(deadlines).toEqual([]);
  });

  it('MIN-33 one that hangs is ended, and one that breaks or cannot start comes to nothing', async () => {
    const { condense, workers, deadlines } = setup();
    const hanging = condense(null, []);
    deadlines[0]?.();
    expect([await hanging, workers[0]?.isEnded]).toEqual([null, true]);
    for (const type of ['error', 'messageerror']) {
      const broken = condense(null, []);
      workers.at(-1)?.tell(type);
      expect([await broken, workers.at(-1)?.isEnded]).toEqual([null, true]);
    }
    const none = createCondenser({
      start: () => {
        throw new Error('no workers here');
      },
      clock: never,
    });
    expect(await none(null, [])).toBeNull();
  });

  it('MIN-33 what another device has is looked at in one of its own, too', async () => {
    const worker = new FakeWorker();
    const meet = createMeeting({ start: () => worker, clock: never });
    const met = meet([Uint8Array.of(1)], Uint8Array.of(2));
    expect(worker.jobs).toEqual([{ here: [Uint8Array.of(1)], coming: Uint8Array.of(2) }]);
    worker.tell('message', { added: Uint8Array.of(3) });
    expect(await met).toEqual({ added: Uint8Array.of(3) });
    expect(worker.isEnded).toBe(true);
    const wrong = meet([], Uint8Array.of(2));
    worker.tell('message', made);
    expect(await wrong).toBeNull();
  });
});
