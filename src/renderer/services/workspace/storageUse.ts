import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { type AttachmentRecord, PROGRAM_TYPE } from '@domain/chat/marks.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { BlobUse } from '@domain/feed/project.ts';
import { WebFeedKeep, readState } from '@domain/webfeed/records.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import type { FileKind, StorageUse, StoredFile } from './fileWorkspace.ts';
import { type LooseFile, looseFiles } from '../files/looseFiles.ts';
import { type ImportedBlobs, watchImportedBlobs } from './importedUse.ts';
import { asyncQuery, calmQuery, combineQueries, switchQuery } from './liveQueries.ts';

/** What the rows do not say. */
export interface StorageFigures {
  readonly databaseBytes: number | null;
  readonly journalBytes: number | null;
  readonly quotaBytes: number | null;
  readonly backupBytes: number | null;
  /** Bytes here of each blob, and of all; null where the host does not answer. */
  readonly held: ReadonlyMap<BlobId, number> | null;
}

/** What can be let go is looked for at most so often, ms: while files come in, that is often enough. */
const REST = 2000;

/** Whose storage is looked at. */
export interface WatchedStorage {
  readonly store: DocumentStore;
  readonly self: AccountId;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** What imported chats are made of is told by their outlines. */
  readonly blobs: Pick<BlobStore, 'read'>;
}

type Names = ReadonlyMap<SpaceId, string>;

/** What takes space on this device, asked anew whenever a file comes or goes (FIL-10). */
export function watchStorage(
  parts: WatchedStorage,
  names: LiveQuery<Names>,
  figures: () => Promise<StorageFigures>,
): LiveQuery<StorageUse> {
  const { store, blobs: bytes } = parts;
  const rows = switchQuery(store.blobs.watchAll(), (blobs) =>
    asyncQuery(async () => ({ blobs, ...(await figures()) })),
  );
  const files = combineQueries(store.watchAttachments(null), names, (attachments, shown) => ({ attachments, shown }));
  const spoken = combineQueries(files, store.feed.watchAllUses(), (said, uses) => ({ ...said, uses }));
  const around = combineQueries(watchLoose(parts), watchImportedBlobs(store, bytes), (loose, imports) => ({
    ...{ loose, imports },
  }));
  const known = combineQueries(rows, around, (row, kept) => ({ ...row, ...kept }));
  return combineQueries(known, spoken, storageUse);
}

/** What of moments and channels can be let go. Every post that shows something is looked at for it. */
function watchLoose({ store, self, clock }: WatchedStorage): LiveQuery<Loose> {
  const said = combineQueries(store.watchAttachments(null), store.feed.watchAllUses(), nothing);
  const changes = combineQueries(
    store.blobs.watchAll(),
    combineQueries(
      combineQueries(said, store.feed.marks.watchAll(), nothing),
      store.feed.keeps.watchAll(WebFeedKeep.state),
      nothing,
    ),
    nothing,
  );
  return switchQuery(calmQuery(changes, clock, REST), () =>
    asyncQuery(async () => {
      const loose = await looseFiles({ store, self, now: clock.now() });
      return { files: loose.ok ? loose.value : [], textBytes: await bytesOfTexts(store) };
    }),
  );
}

/** What texts of feeds of the web take in the database. */
async function bytesOfTexts({ feed }: WatchedStorage['store']): Promise<number> {
  const rows = await feed.keeps.all(WebFeedKeep.state);
  const states = rows.ok ? rows.value : [];
  const entries = states.flatMap((row) => readState(row)?.entries ?? []);
  return entries.reduce((sum, { text }) => sum + (text?.bytes ?? 0), 0);
}

function nothing(): null {
  return null;
}

/** What speaks of files, and what chats are called. */
interface Spoken {
  readonly attachments: readonly AttachmentRecord[];
  readonly uses: readonly BlobUse[];
  readonly shown: Names;
}

/** What of moments and channels may go. */
interface Loose {
  readonly files: readonly LooseFile[];
  readonly textBytes: number;
}

interface Known extends StorageFigures {
  readonly blobs: readonly BlobRecord[];
  readonly loose: Loose;
  readonly imports: readonly ImportedBlobs[];
}

function storageUse(known: Known, { attachments, uses, shown }: Spoken): StorageUse {
  const { blobs, held, databaseBytes, journalBytes, quotaBytes, backupBytes } = known;
  const rows = new Map(blobs.map((row) => [row.id, row]));
  const heldOf = (row: BlobRecord) => held?.get(row.id) ?? (row.state === 'complete' ? row.size : 0);
  const sum = (some: readonly BlobRecord[]) => some.reduce((total, row) => total + heldOf(row), 0);
  const bySpace = new Map<SpaceId, StoredFile[]>();
  for (const attachment of attachments) {
    const row = rows.get(attachment.blob);
    if (row === undefined || heldOf(row) === 0) continue;
    const files = bySpace.get(attachment.space) ?? [];
    // The same file said twice in a chat takes its space once.
    if (!files.some(({ blob }) => blob === attachment.blob)) files.push(storedFile(attachment, row, heldOf(row)));
    bySpace.set(attachment.space, files);
  }
  const looseOf = (wanted: LooseFile['part']) =>
    known.loose.files.flatMap(({ row, part }) => (part === wanted ? [row] : []));
  const inMessages = new Set(attachments.map(({ blob }) => blob));
  const inPosts = new Set(uses.map(({ blob }) => blob));
  const ofFeed = blobs.filter(({ id }) => inPosts.has(id) && !inMessages.has(id));
  const imports = importUse(known, (id) => inMessages.has(id) || inPosts.has(id));
  const elsewhere = new Set([...ofFeed, ...blobs.filter(({ id }) => imports.blobs.has(id))]);
  const chats = [...bySpace].map(([space, files]) => ({
    space,
    name: shown.get(space) ?? '',
    bytes: files.reduce((total, file) => total + file.held, 0),
    files: files.toSorted((left, right) => right.held - left.held),
  }));
  return {
    databaseBytes,
    journalBytes,
    quotaBytes,
    backupBytes,
    fileBytes: sum(blobs) - sum([...elsewhere]),
    kinds: byKind(blobs, elsewhere, { attachments, heldOf }),
    imports: imports.chats,
    feedBytes: sum(ofFeed),
    feedLooseBytes: sum(looseOf('media')),
    articleBytes: sum(looseOf('document')) + known.loose.textBytes,
    reclaimableBytes: sum(blobs.filter(isReclaimable)),
    chats: chats.toSorted((left, right) => right.bytes - left.bytes),
  };
}

/** What imported chats take, and by which blobs: each counts once, with the first that has it, and not at all where something else speaks of it. */
function importUse(
  { imports, held }: Known,
  isSpoken: (id: BlobId) => boolean,
): { readonly chats: StorageUse['imports']; readonly blobs: ReadonlySet<BlobId> } {
  const counted = new Set<BlobId>();
  const chats = imports.map(({ space, name, blobs }) => {
    const own = [...new Set(blobs)].filter((id) => !counted.has(id) && !isSpoken(id));
    for (const id of own) counted.add(id);
    return { space, name, bytes: own.reduce((total, id) => total + (held?.get(id) ?? 0), 0) };
  });
  return { chats: chats.toSorted((left, right) => right.bytes - left.bytes), blobs: counted };
}

/** Each blob counts once, as the first message that speaks of it says what it is. */
function byKind(
  blobs: readonly BlobRecord[],
  passed: ReadonlySet<BlobRecord>,
  said: { readonly attachments: readonly AttachmentRecord[]; readonly heldOf: (row: BlobRecord) => number },
): StorageUse['kinds'] {
  const kinds = new Map<BlobId, FileKind>();
  for (const attachment of said.attachments)
    if (!kinds.has(attachment.blob)) kinds.set(attachment.blob, kindOf(attachment));
  const bytes: Record<FileKind, number> = { photos: 0, films: 0, sounds: 0, programs: 0, others: 0 };
  for (const row of blobs) if (!passed.has(row)) bytes[kinds.get(row.id) ?? 'others'] += said.heldOf(row);
  return bytes;
}

function kindOf({ mime, isPicture }: AttachmentRecord): FileKind {
  if (mime === PROGRAM_TYPE) return 'programs';
  if (mime.startsWith('video/')) return 'films';
  if (mime.startsWith('audio/')) return 'sounds';
  return isPicture || mime.startsWith('image/') ? 'photos' : 'others';
}

function storedFile(attachment: AttachmentRecord, row: BlobRecord, held: number): StoredFile {
  const { blob, message, mime, at, author, isPicture } = attachment;
  const { size, origin, keep } = row;
  return { blob, message, name: cleanFileName(attachment.name), mime, size, held, at, author, origin, keep, isPicture };
}

/** Whether others can give a file again, as far as this device knows: it came from them, and nobody asked to keep it. */
function isReclaimable({ origin, state, keep }: BlobRecord): boolean {
  return origin === 'received' && state === 'complete' && !keep;
}
