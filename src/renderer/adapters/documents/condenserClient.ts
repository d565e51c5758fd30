import type { Condensed } from '@domain/mini/condense.ts';
import type { Met } from '@domain/mini/meetDocuments.ts';
import type { Clock } from '@ports/clock.ts';
import type { CondenseDocument, MeetDocuments } from '@ports/documentCondenser.ts';
import { type OneAnswerWorker, type Surroundings, askWorker } from '@shared/askWorker.ts';

/** What the worker is asked: what changes come to, or what of another's state is not among them. */
export type DocumentJob =
  | { readonly base: Uint8Array | null; readonly changes: readonly Uint8Array[] }
  | { readonly here: readonly Uint8Array[]; readonly coming: Uint8Array };

/** What it answers. */
export type DocumentReply = Condensed | Met | null;

export type DocumentWorker = OneAnswerWorker<DocumentJob, DocumentReply>;

type Around = Surroundings<DocumentJob, DocumentReply>;

/** Condenses each document in a worker of its own. */
export function createCondenser(around: Around): CondenseDocument {
  return async (base, changes) => {
    const reply = await askWorker(around, { base, changes });
    return reply !== null && 'bytes' in reply ? reply : null;
  };
}

/** Looks in a worker of its own at what another device has of a document. */
export function createMeeting(around: Around): MeetDocuments {
  return async (here, coming) => {
    const reply = await askWorker(around, { here, coming });
    return reply !== null && 'added' in reply ? reply : null;
  };
}

/** What an engine does with documents. Where there are no workers they are replayed from their changes, and stay on their device. */
export function createDocumentWorkers(clock: Clock): {
  readonly condense: CondenseDocument;
  readonly meetDocuments: MeetDocuments;
} {
  const around = { start: startDocumentWorker, clock };
  return { condense: createCondenser(around), meetDocuments: createMeeting(around) };
}

function startDocumentWorker(): Worker {
  return new Worker(new URL('./documentWorker.ts', import.meta.url), { type: 'module', name: 'document' });
}
