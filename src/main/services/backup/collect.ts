import { chunkCountOf } from '@shared/blob.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BlobShelf } from '../blobs/blobShelf.ts';
import type { StorageFailure } from '../files/files.ts';
import type { Journal, JournalFailure } from '../journal/journal.ts';
import { RECORD_KINDS } from './container.ts';
import {
  BACKUP_VERSION,
  type BackupEnd,
  type BackupManifest,
  type BackupNote,
  ENTRIES_BODY_BYTES,
  encodeBlob,
  encodeChunk,
  encodeEntries,
  encodeFields,
} from './contents.ts';

/** What a backup is made of. */
export interface BackupSource {
  readonly account: AccountId;
  readonly journal: Journal;
  readonly shelf: BlobShelf;
  /** Small things of the app's own. */
  readonly notes: readonly BackupNote[];
  /** Journal entries that are for backups alone: they stand behind the journal's own. */
  readonly extra: readonly Uint8Array[];
  readonly app: string;
  readonly createdAt: number;
}

/** Why a backup could not be written. */
export type CollectFailure = StorageFailure | JournalFailure | Failure<'backup-cancelled'>;

/** Takes one record after another, and answers when it may get the next. */
export type TakeRecord = (kind: number, body: Uint8Array) => Promise<void>;

/** How it goes on: bytes taken, and a word to stop. */
export interface CollectOptions {
  readonly signal: AbortSignal;
  readonly onTotal: (bytes: number) => void;
}

const PAGE = 2000;
const BLOB_PAGE = 1000;

/** Hands over everything a backup holds, in order. Memory does not depend on how much that is. */
export async function collect(
  source: BackupSource,
  take: TakeRecord,
  { signal, onTotal }: CollectOptions,
): Promise<Result<BackupEnd, CollectFailure>> {
  const described = await source.journal.describe();
  if (!described.ok) return described;
  const { count, damaged } = described.value;
  const manifest = await manifestOf(source, described.value);
  if (!manifest.ok) return manifest;
  onTotal(manifest.value.bytes);
  await take(RECORD_KINDS.manifest, encodeFields(manifest.value));
  for (const note of source.notes) await take(RECORD_KINDS.note, encodeFields(note));
  const entries = await collectJournal(source, take, { signal, count });
  if (!entries.ok) return entries;
  const extra = new EntryBatch(take);
  for (const entry of source.extra) await extra.add(entry);
  await extra.flush();
  const blobs = await collectBlobs(source.shelf, take, signal);
  if (!blobs.ok) return blobs;
  const end = { v: BACKUP_VERSION, entries: entries.value + source.extra.length, damaged, ...blobs.value };
  await take(RECORD_KINDS.end, encodeFields(end));
  return ok(end);
}

async function manifestOf(
  source: BackupSource,
  journal: { readonly count: number; readonly bytes: number },
): Promise<Result<BackupManifest, CollectFailure>> {
  const { account, createdAt, app } = source;
  let blobs = 0;
  let { bytes } = journal;
  const counted = await eachBlob(source.shelf, (_id, size) => {
    blobs += 1;
    bytes += size;
    return Promise.resolve(ok());
  });
  if (!counted.ok) return counted;
  return ok({ v: BACKUP_VERSION, account, createdAt, app, entries: journal.count, blobs, bytes });
}

/** Entries up to the number that was next when the backup began. The value is how many there were. */
async function collectJournal(
  { journal }: BackupSource,
  take: TakeRecord,
  { signal, count }: { readonly signal: AbortSignal; readonly count: number },
): Promise<Result<number, CollectFailure>> {
  const batch = new EntryBatch(take);
  let from: number | null = 0;
  let written = 0;
  while (from !== null && from < count) {
    if (signal.aborted) return cancelled();
    const page: Awaited<ReturnType<Journal['read']>> = await journal.read(from, Math.min(PAGE, count - from));
    if (!page.ok) return page;
    for (const entry of page.value.entries) await batch.add(entry);
    written += page.value.entries.length;
    from = page.value.next;
  }
  await batch.flush();
  return ok(written);
}

/** Puts entries together until they are worth a record. */
class EntryBatch {
  readonly #take: TakeRecord;
  #entries: Uint8Array[] = [];
  #bytes = 0;

  constructor(take: TakeRecord) {
    this.#take = take;
  }

  async add(entry: Uint8Array): Promise<void> {
    if (this.#bytes > 0 && this.#bytes + entry.length > ENTRIES_BODY_BYTES) await this.flush();
    this.#entries.push(entry);
    this.#bytes += entry.length;
  }

  async flush(): Promise<void> {
    if (this.#entries.length === 0) return;
    const body = encodeEntries(this.#entries);
    this.#entries = [];
    this.#bytes = 0;
    await this.#take(RECORD_KINDS.entries, body);
  }
}

async function collectBlobs(
  shelf: BlobShelf,
  take: TakeRecord,
  signal: AbortSignal,
): Promise<Result<Pick<BackupEnd, 'blobs' | 'chunks' | 'absent'>, CollectFailure>> {
  const written = { blobs: 0, chunks: 0, absent: [] as BlobId[] };
  const each = await eachBlob(shelf, async (id) => {
    const found = await shelf.find(id);
    const outline = found.ok ? found.value?.outline : undefined;
    if (outline === undefined) return ok(void written.absent.push(id));
    await take(RECORD_KINDS.blob, encodeBlob(id, outline));
    written.blobs += 1;
    const before = written.chunks;
    for (let index = 0; index < chunkCountOf(outline.size); index++) {
      if (signal.aborted) return cancelled();
      const chunk = await chunkOf(shelf, id, index);
      if (chunk === null) continue;
      await take(RECORD_KINDS.chunk, encodeChunk(id, index, chunk));
      written.chunks += 1;
    }
    if (written.chunks - before < chunkCountOf(outline.size)) written.absent.push(id);
    return ok();
  });
  return each.ok ? ok(written) : each;
}

/** Finds the blob anew for each chunk: another call may have closed its files. */
async function chunkOf(shelf: BlobShelf, id: BlobId, index: number): Promise<Uint8Array | null> {
  const found = await shelf.find(id);
  const chunk = found.ok ? await found.value?.read(index) : undefined;
  return chunk?.ok === true ? chunk.value : null;
}

/** Every complete blob, in the order of their ids. */
async function eachBlob(
  shelf: BlobShelf,
  visit: (id: BlobId, size: number) => Promise<Result<unknown, CollectFailure>>,
): Promise<Result<void, CollectFailure>> {
  let after: BlobId | null = null;
  for (;;) {
    const page: Awaited<ReturnType<BlobShelf['list']>> = await shelf.list(after, BLOB_PAGE);
    if (!page.ok) return page;
    for (const { id, size, isComplete } of page.value) {
      const visited = isComplete ? await visit(id, size) : ok();
      if (!visited.ok) return visited;
    }
    after = page.value.at(-1)?.id ?? null;
    if (after === null || page.value.length < BLOB_PAGE) return ok();
  }
}

function cancelled(): Result<never, Failure<'backup-cancelled'>> {
  return fail('backup-cancelled', 'it was stopped');
}
