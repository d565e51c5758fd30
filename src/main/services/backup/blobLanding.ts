import { chunkCountOf } from '@shared/blob.ts';
import { ChunkSet } from '@shared/chunkSet.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { BlobShelf, LandedBlob, ShelfFailure } from '../blobs/blobShelf.ts';
import type { Outline } from '../blobs/outline.ts';

/** Blobs, and bytes of them, that are made durable together. */
const MOST_BLOBS = 64;
const MOST_BYTES = 32 * 1024 * 1024;
/** Chunks that are being written while the next is read. */
const WRITES_AT_ONCE = 8;

interface Coming {
  readonly id: BlobId;
  readonly blob: LandedBlob;
  readonly chunks: ChunkSet;
}

/**
 * Blobs on their way to a shelf, one after another, whose chunks were checked. Many are made durable together, while the next come: each alone
 * would wait for the disk several times.
 */
export class BlobLanding {
  readonly #shelf: BlobShelf;
  /** Null between two, and while one comes that is here already. */
  #coming: Coming | null = null;
  #known: Result<ReadonlySet<BlobId>, ShelfFailure> | null = null;
  #landed: LandedBlob[] = [];
  #bytes = 0;
  #placing: Promise<Result<void, ShelfFailure>> = Promise.resolve(ok());
  #writes: Promise<Result<void, ShelfFailure>>[] = [];

  constructor(shelf: BlobShelf) {
    this.#shelf = shelf;
  }

  /** The next blob begins; the one before it is over. */
  async begin(id: BlobId, outline: Outline): Promise<Result<void, ShelfFailure>> {
    const before = await this.#finish();
    if (!before.ok) return before;
    const isHere = await this.#isHere(id);
    if (!isHere.ok) return isHere;
    if (isHere.value) return ok();
    const blob = await this.#shelf.land(id, outline);
    if (!blob.ok) return blob;
    // Looked for among all there was when the first came.
    const isFresh = this.#known?.ok === true && !this.#known.value.has(id);
    this.#coming = { id, blob: { ...blob.value, isFresh }, chunks: new ChunkSet(chunkCountOf(outline.size)) };
    return ok();
  }

  /** A chunk of the blob that is coming, which is its outline's. */
  async take(id: BlobId, index: number, bytes: Uint8Array): Promise<Result<void, ShelfFailure>> {
    const coming = this.#coming;
    if (coming?.id !== id || coming.chunks.has(index)) return ok();
    coming.chunks.add(index);
    this.#bytes += bytes.length;
    this.#writes.push(coming.blob.write(index, bytes));
    return this.#writes.length > WRITES_AT_ONCE ? ((await this.#writes.shift()) ?? ok()) : ok();
  }

  /** Nothing is read any more of the bytes that came until now. */
  async settled(): Promise<void> {
    await Promise.all(this.#writes);
  }

  /** Everything that came is on the shelf, and durable. */
  async end(): Promise<Result<void, ShelfFailure>> {
    const last = await this.#finish();
    const before = await this.#placing;
    const placed = await this.#shelf.place(this.#landed.splice(0));
    return [last, before, placed].find((outcome) => !outcome.ok) ?? ok();
  }

  /** What was here before the first came is looked for; what came since is asked for once only. */
  async #isHere(id: BlobId): Promise<Result<boolean, ShelfFailure>> {
    this.#known ??= await this.#shelf.known();
    if (!this.#known.ok) return this.#known;
    if (!this.#known.value.has(id)) return ok(false);
    const found = await this.#shelf.find(id);
    return found.ok ? ok(found.value?.isComplete === true) : found;
  }

  async #finish(): Promise<Result<void, ShelfFailure>> {
    const coming = this.#coming;
    if (coming === null) return ok();
    this.#coming = null;
    const written = await Promise.all(this.#writes.splice(0));
    const failure = written.find((outcome) => !outcome.ok);
    // Whether all of it got there, the shelf looks for itself where it is not said to be whole.
    this.#landed.push({ ...coming.blob, isWhole: failure === undefined && coming.chunks.isFull });
    if (failure !== undefined) return failure;
    return this.#landed.length >= MOST_BLOBS || this.#bytes >= MOST_BYTES ? this.#place() : ok();
  }

  /** Begins with those that came, once those before them are done. */
  async #place(): Promise<Result<void, ShelfFailure>> {
    const before = await this.#placing;
    this.#bytes = 0;
    this.#placing = this.#shelf.place(this.#landed.splice(0));
    return before;
  }
}
