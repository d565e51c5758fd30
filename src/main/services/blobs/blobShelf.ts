import { open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkCountOf } from '@shared/blob.ts';
import { ChunkSet } from '@shared/chunkSet.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type StorageFailure, attempt, makePrivateDirectory, syncDirectory } from '../files/files.ts';
import { type BlobDisk, hasRoom, removeFiles } from './blobDisk.ts';
import { blobFileName, readBlobFileName } from './blobNames.ts';
import { decodeChunkMap } from './chunkMap.ts';
import { type Drafts, clearDrafts, createDrafts } from './drafts.ts';
import { findBlob, sizeOf } from './findBlob.ts';
import { type BlobPaths, KeptBlob } from './keptBlob.ts';
import { type LandedBlob, landBlob, placeLanded, writeOutline } from './landing.ts';
import {
  OUTLINE_HEADER_BYTES,
  type Outline,
  encodeOutline,
  isOutlineOf,
  outlineId,
  readOutlineSize,
} from './outline.ts';

/** Why a blob could not be kept. */
export type ShelfFailure = StorageFailure | Failure<'blob-absent' | 'blob-mismatch'>;

export type { LandedBlob } from './landing.ts';

/** One line of a shelf's list. */
export interface ShelfListing {
  readonly id: BlobId;
  readonly size: number;
  readonly held: number;
  readonly isComplete: boolean;
}

/** How a shelf is kept. */
export interface ShelfOptions {
  readonly directory: string;
  readonly disk: BlobDisk;
  readonly now: () => number;
}

type Found = Promise<Result<KeptBlob | null, StorageFailure>>;
const NOTHING_HERE: Found = Promise.resolve(ok(null));

/** Blobs whose files are open at once; another one closes that used longest ago. */
const MOST_OPEN = 24;

/** The blobs of one account. Rules: SPEC.md. */
export class BlobShelf {
  readonly drafts: Drafts;
  readonly #options: ShelfOptions;
  /** In the order of their last use. */
  readonly #open = new Map<BlobId, Found>();
  #isRetiring = false;

  private constructor(options: ShelfOptions) {
    this.#options = options;
    this.drafts = createDrafts(options.directory, options.disk);
  }

  /** Opens the folder of an account and clears it of what was never finished. */
  static open(options: ShelfOptions): Promise<Result<BlobShelf, StorageFailure>> {
    return attempt('opening the blobs', async () => {
      await makePrivateDirectory(options.directory);
      await clearDrafts(options.directory);
      return new BlobShelf(options);
    });
  }

  /** What there is of a blob; null when nothing is. For one call: the next one finds it anew, since files are closed in between. */
  find(id: BlobId): Found {
    const known = this.#open.get(id);
    if (known === undefined) return this.#next(id, (current) => Promise.resolve(current));
    this.#use(id, known);
    return known;
  }

  /** Makes room for a blob that comes chunk by chunk. */
  async begin(id: BlobId, outline: Outline): Promise<Result<KeptBlob, ShelfFailure>> {
    if (!isOutlineOf(id, outline)) return fail('blob-mismatch', 'this outline makes another id');
    const found = await this.find(id);
    if (!found.ok) return found;
    if (found.value !== null) return ok(found.value);
    const { disk, directory } = this.#options;
    if (!(await hasRoom(disk, directory, outline.size))) return fail('storage-full', 'the disk has no room for this');
    const made = await this.#next(id, async (current) => current ?? this.#create(id, outline));
    if (!made.ok) return made;
    if (made.value === null) return fail('storage-failed', 'it was removed meanwhile');
    const finished = await made.value.finish();
    return finished.ok ? ok(made.value) : finished;
  }

  /** Makes a blob of a whole draft. */
  async seal(draft: string): Promise<Result<{ readonly id: BlobId; readonly size: number }, ShelfFailure>> {
    const sealed = await this.drafts.seal(draft);
    if (!sealed.ok) return sealed;
    const { path, outline } = sealed.value;
    const id = outlineId(outline);
    const placed = await this.#next(id, async (current) => {
      await current?.close();
      const { paths } = this.#found(id);
      await this.#options.disk.replace(paths.outline, encodeOutline(outline));
      await rename(path, paths.blob);
      await syncDirectory(this.#options.directory);
      return findBlob(id, this.#found(id));
    });
    return placed.ok ? ok({ id, size: outline.size }) : placed;
  }

  /** Ids of which there is anything at all: of any other nothing need be looked for. */
  known(): Promise<Result<ReadonlySet<BlobId>, StorageFailure>> {
    return attempt('looking through the blobs', async () => {
      const names = await readdir(this.#options.directory);
      return new Set(names.flatMap((name) => readBlobFileName(name)?.id ?? []));
    });
  }

  /** Takes in a blob whose chunks somebody else checked: a draft, until {@link place} makes it known. */
  land(id: BlobId, outline: Outline): Promise<Result<LandedBlob, ShelfFailure>> {
    return landBlob({ id, outline }, this.#options);
  }

  /** Makes landed blobs durable, all of them together, then known; of one that is not whole, those chunks that are there. */
  place(landed: readonly LandedBlob[]): Promise<Result<void, ShelfFailure>> {
    return placeLanded(landed, {
      ...this.#options,
      rename: async (blob) => {
        const { id, path, outline, isWhole, isFresh } = blob;
        const found = this.#found(id);
        const { paths } = found;
        const placed = await this.#next(
          id,
          async (current) => {
            await current?.close();
            if (current !== null) await removeFiles([paths.map, paths.part]);
            // Not before: who looks for a blob takes an outline away that has nothing behind it.
            await writeOutline(blob, paths.outline);
            await rename(path, isWhole ? paths.blob : paths.part);
            if (!isWhole) return findBlob(id, found);
            return new KeptBlob(
              { ...found, outline },
              { chunks: ChunkSet.full(chunkCountOf(outline.size)), isComplete: true },
            );
          },
          // Beside a whole one a part that somebody began meanwhile and let go of means nothing: who looks next takes it away.
          isWhole && isFresh ? NOTHING_HERE : undefined,
        );
        return placed.ok ? ok() : placed;
      },
    });
  }

  /** Removes what there is of a blob. */
  async remove(id: BlobId): Promise<Result<void, StorageFailure>> {
    let outcome: Result<void, StorageFailure> = ok();
    const removed = await this.#next(id, async (current) => {
      outcome = (await current?.remove()) ?? ok();
      return null;
    });
    return removed.ok ? outcome : removed;
  }

  /** Blobs in the order of their ids' bytes, those after `after`, at most `limit`. */
  list(after: BlobId | null, limit: number): Promise<Result<ShelfListing[], StorageFailure>> {
    return attempt('listing blobs', async () => {
      const from = after === null ? '' : blobFileName(after, 'outline');
      const names = (await this.#outlineNames()).filter((name) => name > from);
      const listed: ShelfListing[] = [];
      for (const name of names) {
        const listing = await this.#describe(name);
        if (listing !== null) listed.push(listing);
        if (listed.length >= limit) break;
      }
      return listed;
    });
  }

  /** Bytes taken, and bytes free. */
  space(): Promise<Result<{ readonly used: number; readonly free: number | null }, StorageFailure>> {
    return attempt('measuring blobs', async () => {
      let used = 0;
      for (const name of await this.#outlineNames()) used += (await this.#describe(name))?.held ?? 0;
      return { used, free: await this.#options.disk.free(this.#options.directory) };
    });
  }

  async close(): Promise<void> {
    await this.drafts.close();
    for (const finding of this.#open.values()) {
      const found = await finding;
      if (found.ok) await found.value?.close();
    }
    this.#open.clear();
  }

  /** What becomes of a blob, after everything that was begun with it before: nobody sees its files half placed. */
  #next(id: BlobId, change: (current: KeptBlob | null) => Promise<KeptBlob | null>, here?: Found): Found {
    const before = this.#open.get(id) ?? here;
    const next = (async () => {
      const current = before === undefined ? await this.#look(id) : await before;
      return current.ok ? attempt('opening a blob', () => change(current.value)) : current;
    })();
    this.#use(id, next);
    void next.then((found) => {
      if ((!found.ok || found.value === null) && this.#open.get(id) === next) this.#open.delete(id);
    });
    return next;
  }

  #look(id: BlobId): Found {
    return attempt('looking for a blob', () => findBlob(id, this.#found(id)));
  }

  #use(id: BlobId, found: Found): void {
    this.#open.delete(id);
    this.#open.set(id, found);
    if (this.#open.size > MOST_OPEN && !this.#isRetiring) void this.#retire();
  }

  /** Closes what was used longest ago. It stays known until its file is closed, so that nobody opens a second one over the same files. */
  async #retire(): Promise<void> {
    this.#isRetiring = true;
    for (let [oldest] = this.#open; this.#open.size > MOST_OPEN && oldest !== undefined; [oldest] = this.#open) {
      const [id, opened] = oldest;
      const found = await opened;
      if (found.ok) await found.value?.close();
      const [still] = this.#open.keys();
      if (still === id && this.#open.get(id) === opened) this.#open.delete(id);
    }
    this.#isRetiring = false;
  }

  async #create(id: BlobId, outline: Outline): Promise<KeptBlob> {
    const { disk, directory } = this.#options;
    const found = this.#found(id);
    await disk.replace(found.paths.outline, encodeOutline(outline));
    await disk.close(await disk.create(found.paths.part));
    await syncDirectory(directory);
    const chunks = new ChunkSet(chunkCountOf(outline.size));
    return new KeptBlob({ ...found, outline }, { chunks, isComplete: false });
  }

  #found(id: BlobId) {
    return { paths: this.#paths(id), disk: this.#options.disk, now: this.#options.now };
  }

  #paths(id: BlobId): BlobPaths {
    const path = (kind: 'outline' | 'blob' | 'part' | 'map') => join(this.#options.directory, blobFileName(id, kind));
    return { outline: path('outline'), blob: path('blob'), part: path('part'), map: path('map') };
  }

  /** The names of all outlines: of those that are here, and of those whose whole blob is, from which they are made again. */
  async #outlineNames(): Promise<string[]> {
    const names = (await readdir(this.#options.directory)).flatMap((name) => {
      const { id, kind } = readBlobFileName(name) ?? {};
      return id !== undefined && (kind === 'outline' || kind === 'blob') ? [blobFileName(id, 'outline')] : [];
    });
    return [...new Set(names)].toSorted();
  }

  async #listingOf(id: BlobId, finding: Found | undefined): Promise<ShelfListing | null> {
    const kept = await finding;
    if (kept?.ok !== true || kept.value === null) return null;
    const { size, held, isComplete } = kept.value;
    return { id, size, held, isComplete };
  }

  async #describe(name: string): Promise<ShelfListing | null> {
    const id = readBlobFileName(name)?.id;
    if (id === undefined) return null;
    const known = await this.#listingOf(id, this.#open.get(id));
    if (known !== null) return known;
    const paths = this.#paths(id);
    const size = await readSize(paths.outline);
    if (size === null) return this.#listingOf(id, this.find(id));
    if ((await sizeOf(paths.blob)) === size) return { id, size, held: size, isComplete: true };
    const held = (await readCount(paths.map, size)) / Math.max(1, chunkCountOf(size));
    return { id, size, held: Math.floor(held * size), isComplete: false };
  }
}

async function readSize(path: string): Promise<number | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const head = new Uint8Array(OUTLINE_HEADER_BYTES);
    await handle.read(head, 0, head.length, 0);
    return readOutlineSize(head);
  } finally {
    await handle.close();
  }
}

async function readCount(path: string, size: number): Promise<number> {
  const bytes = await readFile(path).catch(() => new Uint8Array());
  return decodeChunkMap(chunkCountOf(size), bytes)?.count ?? 0;
}
