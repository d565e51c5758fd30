import { chunkCountOf } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Outline, isChunkOf, isDigestOf, isOutlineOf } from '../blobs/outline.ts';
import { type BackupRecord, RECORD_KINDS } from './container.ts';
import {
  type BackupEnd,
  type BackupNote,
  type BackupPart,
  readBlob,
  readChunk,
  readEnd,
  readEntries,
  readIndex,
  readNote,
} from './contents.ts';

/** What a backup holds, and what it should and does not. */
export interface BackupReport {
  /** Everything that was written is here, and what was written was everything. */
  readonly isWhole: boolean;
  readonly entries: number;
  /** Whole blobs. */
  readonly blobs: number;
  /** Entries that were written and are not here; null when the end, which would tell, is not. */
  readonly missingEntries: number | null;
  /** Blobs that are not here, or not all of them; null as above. */
  readonly missingBlobs: number | null;
  /** Bytes of the file that do not hold. */
  readonly damagedBytes: number;
  readonly isTruncated: boolean;
}

/** Gets what was read, after it was checked. */
export interface BackupSink {
  entries(entries: readonly Uint8Array[]): Promise<void>;
  blob(id: BlobId, outline: Outline): Promise<void>;
  /** The memory of `bytes` is another's, until `settled`. */
  chunk(id: BlobId, index: number, bytes: Uint8Array): Promise<void>;
  /** What came until now is not needed any more. */
  settled(): Promise<void>;
  note(note: BackupNote): void;
  /** Which blobs there were: the list comes in pieces, before any blob. */
  index(ids: readonly BlobId[]): void;
}

/** A sink that keeps nothing. */
export const NOTHING: BackupSink = {
  entries: () => Promise.resolve(),
  blob: () => Promise.resolve(),
  chunk: () => Promise.resolve(),
  settled: () => Promise.resolve(),
  note: () => undefined,
  index: () => undefined,
};

/** What the parts of a backup came to, read one after another. */
export interface ReadParts {
  readonly damagedBytes: number;
  readonly isTruncated: boolean;
  /** Parts the newest one rests on that were not given. */
  readonly lost: readonly BackupPart[];
}

/** Counts what comes and hands on what is right. Parts are read in their order, the newest last. */
export class Tally {
  readonly #sink: BackupSink;
  readonly #chunks = new Map<BlobId, { readonly outline: Outline; left: number }>();
  /** What the newest says there was; null where it says nothing of that: then what is here is all there was. */
  #wanted: ReadonlySet<BlobId> | null;
  #entries = 0;
  #unknown = 0;
  #ends: (BackupEnd | null)[] = [];
  #isNewest = false;

  constructor(sink: BackupSink, wanted: ReadonlySet<BlobId> | null) {
    this.#sink = sink;
    this.#wanted = wanted;
  }

  /** The next part begins. */
  begin(isNewest: boolean): void {
    this.#isNewest = isNewest;
    this.#ends.push(null);
  }

  async take(record: BackupRecord): Promise<void> {
    const { kind, body } = record;
    if (kind === RECORD_KINDS.entries) await this.#takeEntries(body, true);
    else if (kind === RECORD_KINDS.extra) await this.#takeEntries(body, this.#isNewest);
    else if (kind === RECORD_KINDS.blob) await this.#takeBlob(body);
    else if (kind === RECORD_KINDS.chunk || kind === RECORD_KINDS.piece) await this.#takeChunk(record);
    else if (kind === RECORD_KINDS.end) this.#ends[this.#ends.length - 1] = readEnd(body);
    else if (kind === RECORD_KINDS.note) this.#takeNote(body);
    else if (kind === RECORD_KINDS.index) this.#takeIndex(body);
    else if (kind !== RECORD_KINDS.manifest) this.#unknown += 1;
  }

  settled(): Promise<void> {
    return this.#sink.settled();
  }

  report({ damagedBytes, isTruncated, lost }: ReadParts): BackupReport {
    const ends = this.#ends.filter((end) => end !== null);
    const hasEnds = ends.length === this.#ends.length;
    const blobs = [...this.#chunks.values()].filter(({ left }) => left === 0).length;
    const written = [...ends, ...lost].reduce((sum, { entries }) => sum + entries, 0);
    const missingEntries = hasEnds ? Math.max(0, written - this.#entries) : null;
    const missingBlobs = hasEnds ? this.#missingBlobs(ends) : null;
    const isSound = damagedBytes === 0 && !isTruncated && this.#unknown === 0 && lost.length === 0;
    return {
      isWhole: isSound && isComplete(ends.at(-1)) && missingEntries === 0 && missingBlobs === 0,
      entries: this.#entries,
      blobs,
      missingEntries,
      missingBlobs,
      damagedBytes,
      isTruncated,
    };
  }

  #missingBlobs(ends: readonly BackupEnd[]): number {
    const isHere = (id: BlobId) => this.#chunks.get(id)?.left === 0;
    if (this.#wanted !== null) return [...this.#wanted].filter((id) => !isHere(id)).length;
    const partial = [...this.#chunks.values()].filter(({ left }) => left > 0).length;
    const written = ends.reduce((sum, { blobs }) => sum + blobs, 0);
    return Math.max(0, written - this.#chunks.size) + partial;
  }

  async #takeEntries(body: Uint8Array, isTaken: boolean): Promise<void> {
    const entries = readEntries(body);
    if (entries === null) return void (this.#unknown += 1);
    this.#entries += entries.length;
    if (isTaken) await this.#sink.entries(entries);
  }

  async #takeBlob(body: Uint8Array): Promise<void> {
    const blob = readBlob(body);
    if (blob === null || !isOutlineOf(blob.id, blob.outline)) return void (this.#unknown += 1);
    if (this.#wanted?.has(blob.id) === false) return;
    if (this.#chunks.get(blob.id)?.left === 0) return;
    this.#chunks.set(blob.id, { outline: blob.outline, left: chunkCountOf(blob.outline.size) });
    await this.#sink.blob(blob.id, blob.outline);
  }

  async #takeChunk({ body, digest }: BackupRecord): Promise<void> {
    const chunk = readChunk(body);
    const known = chunk === null ? undefined : this.#chunks.get(chunk.id);
    if (chunk === null || known === undefined || known.left === 0) return;
    const { id, index, bytes } = chunk;
    const isRight = digest === null ? isChunkOf(known.outline, index, bytes) : isDigestOf(known.outline, index, digest);
    if (!isRight) return void (this.#unknown += 1);
    known.left -= 1;
    await this.#sink.chunk(id, index, bytes);
  }

  #takeNote(body: Uint8Array): void {
    const note = readNote(body);
    if (note === null) this.#unknown += 1;
    else if (this.#isNewest) this.#sink.note(note);
  }

  #takeIndex(body: Uint8Array): void {
    const ids = readIndex(body);
    if (ids === null) this.#unknown += 1;
    else if (this.#isNewest) this.#sink.index(ids);
  }
}

/** Nothing was missing when the newest was written. */
function isComplete(newest: BackupEnd | undefined): boolean {
  return newest?.damaged === 0 && newest.absent.length === 0;
}
