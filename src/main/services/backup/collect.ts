import { chunkCountOf } from '@shared/blob.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BlobShelf, ShelfListing } from '../blobs/blobShelf.ts';
import { ahead } from '../files/ahead.ts';
import type { StorageFailure } from '../files/files.ts';
import type { Journal, JournalFailure } from '../journal/journal.ts';
import { type BlobReading, beginReading } from './blobReading.ts';
import { RECORD_KINDS } from './container.ts';
import {
  BACKUP_VERSION,
  type BackupChain,
  type BackupEnd,
  type BackupManifest,
  type BackupNote,
  ENTRIES_BODY_BYTES,
  encodeBlob,
  encodeEntries,
  encodeFields,
  encodeIndex,
  encodePieceHead,
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
  /** What the clock said, where `createdAt` is later than that to be later than those before it. */
  readonly madeAt?: number;
  /** What earlier parts have already; without it everything is written. */
  readonly increment?: Increment;
}

/** What one that rests on others leaves out. */
export interface Increment {
  readonly chain: BackupChain;
  /** Entries before this number are in the others. */
  readonly from: number;
  /** Whether a blob is in the others. */
  readonly has: (id: BlobId) => boolean;
}

/** What was handed over. */
export interface Collected {
  readonly end: BackupEnd;
  /** The number after the last entry that was looked at. */
  readonly until: number;
  /** Entries of the journal's that were written. */
  readonly entries: number;
  /** Blobs that were written whole. */
  readonly blobs: readonly BlobId[];
}

/** Why a backup could not be written. */
export type CollectFailure = StorageFailure | JournalFailure | Failure<'backup-cancelled'>;

/** Takes one record after another, and answers when it may get the next. `body` is in parts; a piece comes with the SHA-256 of its bytes. */
export type TakeRecord = (kind: number, body: readonly Uint8Array[], digest?: Uint8Array) => Promise<void>;

/** How it goes on: bytes taken, and a word to stop. */
export interface CollectOptions {
  readonly signal: AbortSignal;
  readonly onTotal: (bytes: number) => void;
}

const PAGE = 2000;
const BLOB_PAGE = 1000;
/** Blobs looked up, and begun to be read, before it is their turn. */
const BLOBS_AHEAD = 4;
/** Ids in one record of the index. */
const INDEX_IDS = 64 * 1024;

/** Hands over everything a backup holds, in order. Memory does not depend on how much that is, but for the ids of its blobs. */
export async function collect(
  source: BackupSource,
  take: TakeRecord,
  { signal, onTotal }: CollectOptions,
): Promise<Result<Collected, CollectFailure>> {
  const described = await source.journal.describe();
  if (!described.ok) return described;
  const { count, damaged } = described.value;
  const listed = await listBlobs(source.shelf);
  if (!listed.ok) return listed;
  const manifest = manifestOf(source, described.value, listed.value);
  onTotal(manifest.bytes);
  await take(RECORD_KINDS.manifest, [encodeFields(manifest)]);
  for (const note of source.notes) await take(RECORD_KINDS.note, [encodeFields(note)]);
  if (source.increment !== undefined) await takeIndex(listed.value, take);
  const entries = await collectJournal(source, take, { signal, count });
  if (!entries.ok) return entries;
  const extra = new EntryBatch(take, RECORD_KINDS.extra);
  for (const entry of source.extra) await extra.add(entry);
  await extra.flush();
  const wanted = listed.value.filter(({ id }) => source.increment?.has(id) !== true);
  const written = await collectBlobs(source.shelf, wanted, { take, signal });
  if (!written.ok) return written;
  const { whole: blobs, ...counted } = written.value;
  const end = { v: BACKUP_VERSION, entries: entries.value + source.extra.length, damaged, ...counted };
  await take(RECORD_KINDS.end, [encodeFields(end)]);
  return ok({ end, until: count, entries: entries.value, blobs });
}

function manifestOf(
  { account, createdAt, madeAt, app, increment }: BackupSource,
  journal: { readonly count: number; readonly bytes: number },
  blobs: readonly ListedBlob[],
): BackupManifest {
  const isNew = ({ id }: ListedBlob) => increment?.has(id) !== true;
  const before = increment === undefined || journal.count === 0 ? 0 : increment.from / journal.count;
  const bytes = blobs.filter(isNew).reduce((sum, { size }) => sum + size, Math.round(journal.bytes * (1 - before)));
  const chain = increment === undefined ? {} : { chain: increment.chain };
  const made = { createdAt, ...(madeAt === undefined ? {} : { madeAt }) };
  return { v: BACKUP_VERSION, account, ...made, app, entries: journal.count, blobs: blobs.length, bytes, ...chain };
}

async function takeIndex(blobs: readonly ListedBlob[], take: TakeRecord): Promise<void> {
  // One at least: an empty list says that there were none.
  for (let at = 0; at === 0 || at < blobs.length; at += INDEX_IDS) {
    await take(RECORD_KINDS.index, [encodeIndex(blobs.slice(at, at + INDEX_IDS).map(({ id }) => id))]);
  }
}

/** Entries up to the number that was next when the backup began. The value is how many there were. */
async function collectJournal(
  { journal, increment }: BackupSource,
  take: TakeRecord,
  { signal, count }: { readonly signal: AbortSignal; readonly count: number },
): Promise<Result<number, CollectFailure>> {
  const batch = new EntryBatch(take, RECORD_KINDS.entries);
  let from: number | null = increment?.from ?? 0;
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
  readonly #kind: number;
  #entries: Uint8Array[] = [];
  #bytes = 0;

  constructor(take: TakeRecord, kind: number) {
    this.#take = take;
    this.#kind = kind;
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
    await this.#take(this.#kind, [body]);
  }
}

interface WrittenBlobs extends Pick<BackupEnd, 'blobs' | 'chunks' | 'absent'> {
  readonly whole: readonly BlobId[];
}

async function collectBlobs(
  shelf: BlobShelf,
  wanted: readonly ListedBlob[],
  { take, signal }: { readonly take: TakeRecord; readonly signal: AbortSignal },
): Promise<Result<WrittenBlobs, CollectFailure>> {
  const written = { blobs: 0, chunks: 0, absent: [] as BlobId[], whole: [] as BlobId[] };
  for await (const blob of ahead(wanted, BLOBS_AHEAD, ({ id }) => beginReading(shelf, id))) {
    if (blob.outline === null) {
      written.absent.push(blob.id);
      continue;
    }
    await take(RECORD_KINDS.blob, [encodeBlob(blob.id, blob.outline)]);
    written.blobs += 1;
    const count = await takePieces(blob, take, signal);
    if (signal.aborted) return cancelled();
    written.chunks += count;
    (count < chunkCountOf(blob.outline.size) ? written.absent : written.whole).push(blob.id);
  }
  return ok(written);
}

/** Hands over the chunks of a blob that still are the outline's; answers how many. */
async function takePieces(blob: BlobReading, take: TakeRecord, signal: AbortSignal): Promise<number> {
  let taken = 0;
  for await (const chunk of blob.chunks()) {
    if (signal.aborted) break;
    if (chunk === null) continue;
    await take(RECORD_KINDS.piece, [encodePieceHead(blob.id, chunk.index), chunk.bytes], chunk.digest);
    taken += 1;
  }
  return taken;
}

type ListedBlob = Pick<ShelfListing, 'id' | 'size'>;

/** Every complete blob, in the order of their ids. */
async function listBlobs(shelf: BlobShelf): Promise<Result<readonly ListedBlob[], CollectFailure>> {
  const all: ListedBlob[] = [];
  for (let after: BlobId | null = null; ;) {
    const page: Awaited<ReturnType<BlobShelf['list']>> = await shelf.list(after, BLOB_PAGE);
    if (!page.ok) return page;
    for (const { id, size, isComplete } of page.value) if (isComplete) all.push({ id, size });
    after = page.value.at(-1)?.id ?? null;
    if (after === null || page.value.length < BLOB_PAGE) return ok(all);
  }
}

function cancelled(): Result<never, Failure<'backup-cancelled'>> {
  return fail('backup-cancelled', 'it was stopped');
}
