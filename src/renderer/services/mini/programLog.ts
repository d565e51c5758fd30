import type { AccountId, EventId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { UpdatePack } from '@domain/mini/records.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** What is read in order: the updates of an instance (`document` null), or the changes of one of its documents. */
export interface ProgramStream {
  readonly instance: EventId;
  readonly document: string | null;
  /** `person`: one's own document, which nobody else of the chat has. Updates are of `instance`. */
  readonly scope: 'instance' | 'person';
}

/** One update or change that is here whole. */
export interface ProgramRow {
  /** Above 0; the place at which this device came to have it. Rises, with gaps, and never changes (MPH-3). */
  readonly serial: number;
  readonly author: AccountId;
  readonly bytes: Uint8Array;
}

/** The changes of a document up to a serial, as one. */
export interface ProgramSnapshot {
  readonly serial: number;
  readonly bytes: Uint8Array;
}

/** See {@link ProgramLog.ahead}. */
export interface ReadAhead {
  readonly packs: Promise<Result<readonly UpdatePack[], Failure>>;
  /** How far updates go by now, as it was followed since. */
  readonly last: Promise<Result<number, Failure>>;
}

/** Reads what was said in an instance. */
export interface ProgramLog {
  /** Rows with serials above `after`, in their order, at most `limit`. */
  rows(stream: ProgramStream, after: number, limit: number): Promise<Result<readonly ProgramRow[], Failure>>;
  /** The greatest serial there is; 0 when there is none. */
  last(stream: ProgramStream): Promise<Result<number, Failure>>;
  /** What the changes of a document up to a serial come to, where that is kept (MPH-33): a replay begins with it. */
  snapshot?(stream: ProgramStream): Promise<ProgramSnapshot | null>;
  /**
   * Updates many to a pack, of those that reach beyond `after`, in their order; none where there are no more. What a damaged one held is
   * told by `rows`. Absent, and of documents, none are kept.
   */
  packs?(stream: ProgramStream, after: number): Promise<Result<readonly UpdatePack[], Failure>>;
  /** What was read for a page on its way that asks for all updates: the first packs, and how far updates go. Given once; null where nothing was. */
  ahead?(stream: ProgramStream): ReadAhead | null;
  /** Nobody asks for what was read ahead any more. */
  letGo?(): void;
  /** Sees to it that the next replay is short. */
  condense?(stream: ProgramStream): Promise<void>;
  /** Calls once it watches, and after rows were added. */
  watch(stream: ProgramStream, onAdded: () => void): Disposer;
}

/** How saying something ended: `not-allowed` is for good (the person may not write there), `later` may work another time. */
export type SayFailure = Failure<'not-allowed' | 'too-large' | 'later'>;

/** Says something in an instance. It comes back by the {@link ProgramLog}. */
export interface ProgramWriter {
  /** Said again under the same `id` it is said once. */
  say(stream: ProgramStream, bytes: Uint8Array, id: string): Promise<Result<void, SayFailure>>;
}
