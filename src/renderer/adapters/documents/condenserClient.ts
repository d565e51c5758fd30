import type { Condensed } from '@domain/mini/condense.ts';
import type { CondenseDocument } from '@ports/documentCondenser.ts';

/** What the worker is asked. */
export interface DocumentJob {
  readonly base: Uint8Array | null;
  readonly changes: readonly Uint8Array[];
}

/** What it answers. */
export type DocumentReply = Condensed | null;

/** The part of a `Worker` that is used. */
export interface DocumentWorker {
  postMessage(message: DocumentJob): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<DocumentReply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  terminate(): void;
}

/** How long a document may take, ms: some thousand changes take a tenth of a second. One that hangs is ended. */
const DEADLINE = 20_000;

/** Condenses each document in a worker of its own, which ends with it: nothing of one is near the next. */
export function createCondenser(
  start: () => DocumentWorker = startDocumentWorker,
  after: (ms: number, task: () => void) => () => void = laterBy,
): CondenseDocument {
  return (base, changes) =>
    new Promise((resolve) => {
      let worker: DocumentWorker;
      try {
        worker = start();
      } catch {
        // Without workers documents are replayed from their changes.
        resolve(null);
        return;
      }
      const end = (reply: DocumentReply) => {
        stop();
        worker.terminate();
        resolve(reply);
      };
      const stop = after(DEADLINE, () => end(null));
      worker.addEventListener('message', ({ data }) => end(data));
      for (const type of ['error', 'messageerror'] as const) worker.addEventListener(type, () => end(null));
      worker.postMessage({ base, changes });
    });
}

function laterBy(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

function startDocumentWorker(): Worker {
  return new Worker(new URL('./documentWorker.ts', import.meta.url), { type: 'module', name: 'document' });
}
