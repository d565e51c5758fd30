import type { Condensed } from '@domain/mini/condense.ts';
import type { Met } from '@domain/mini/meetDocuments.ts';
import type { CondenseDocument, MeetDocuments } from '@ports/documentCondenser.ts';

/** What the worker is asked: what changes come to, or what of another's state is not among them. */
export type DocumentJob =
  | { readonly base: Uint8Array | null; readonly changes: readonly Uint8Array[] }
  | { readonly here: readonly Uint8Array[]; readonly coming: Uint8Array };

/** What it answers. */
export type DocumentReply = Condensed | Met | null;

/** The part of a `Worker` that is used. */
export interface DocumentWorker {
  postMessage(message: DocumentJob): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<DocumentReply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  terminate(): void;
}

/** How long a document may take, ms: some thousand changes take a tenth of a second. One that hangs is ended. */
const DEADLINE = 20_000;

type Starting = readonly [start?: () => DocumentWorker, after?: (ms: number, task: () => void) => () => void];

/** Condenses each document in a worker of its own, which ends with it: nothing of one is near the next. */
export function createCondenser(...starting: Starting): CondenseDocument {
  return async (base, changes) => {
    const reply = await ask({ base, changes }, ...starting);
    return reply !== null && 'bytes' in reply ? reply : null;
  };
}

/** Looks in a worker of its own at what another device has of a document. */
export function createMeeting(...starting: Starting): MeetDocuments {
  return async (here, coming) => {
    const reply = await ask({ here, coming }, ...starting);
    return reply !== null && 'added' in reply ? reply : null;
  };
}

/** What an engine does with documents. */
export function createDocumentWorkers(): {
  readonly condense: CondenseDocument;
  readonly meetDocuments: MeetDocuments;
} {
  return { condense: createCondenser(), meetDocuments: createMeeting() };
}

function ask(job: DocumentJob, ...[start = startDocumentWorker, after = laterBy]: Starting): Promise<DocumentReply> {
  return new Promise((resolve) => {
    let worker: DocumentWorker;
    try {
      worker = start();
    } catch {
      // Without workers documents are replayed from their changes, and stay on their device.
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
    worker.postMessage(job);
  });
}

function laterBy(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

function startDocumentWorker(): Worker {
  return new Worker(new URL('./documentWorker.ts', import.meta.url), { type: 'module', name: 'document' });
}
