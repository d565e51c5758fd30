import { chunkCountOf } from '@shared/blob.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { MAX_PACKAGE_BYTES, type PackageProblem } from '@shared/mini/package.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BlobShelf } from '../blobs/blobShelf.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { StorageFailure } from '../files/files.ts';
import { type OpenedPackage, openPackage } from './openPackage.ts';

/** Why a package is not opened: it is not here, or not one. */
export type PackageFailure = Failure<PackageProblem> | StorageFailure | Failure<'blob-absent'>;

/** Names a package: content, and whose shelf it lies on. */
export interface PackagePlace {
  readonly account: AccountId;
  readonly package: BlobId;
}

/** The packages among the blobs. */
export interface Packages {
  /** Opens a package, or finds it open. Only a complete blob is one; many who ask at once wait for one look through it. */
  open(place: PackagePlace): Promise<Result<OpenedPackage, PackageFailure>>;
}

/** Packages kept open have together at most so many bytes, packed. */
const MOST_OPEN_BYTES = 48 * 1024 * 1024;

type Opening = Promise<Result<OpenedPackage, PackageFailure>>;

/** Opens packages from blobs, and keeps those used last. */
export function createPackages(blobs: Pick<Blobs, 'open'>, mostBytes = MOST_OPEN_BYTES): Packages {
  /** In the order of their last use. */
  const opened = new Map<string, { readonly opening: Opening; bytes: number }>();
  const forgetOldest = () => {
    let bytes = [...opened.values()].reduce((sum, kept) => sum + kept.bytes, 0);
    for (const [key, kept] of opened) {
      if (bytes <= mostBytes) return;
      opened.delete(key);
      bytes -= kept.bytes;
    }
  };
  return {
    open: (place) => {
      const key = `${place.account}/${place.package}`;
      const kept = opened.get(key) ?? { opening: read(blobs, place), bytes: 0 };
      const isNew = !opened.delete(key);
      opened.set(key, kept);
      if (isNew) void settle(kept);
      return kept.opening;
      async function settle(fresh: { readonly opening: Opening; bytes: number }) {
        const outcome = await fresh.opening.catch(() => null);
        if (outcome?.ok === true) fresh.bytes = outcome.value.contents.size;
        else if (opened.get(key) === fresh) opened.delete(key);
        forgetOldest();
      }
    },
  };
}

async function read(blobs: Pick<Blobs, 'open'>, place: PackagePlace): Opening {
  const bytes = await readBlob(blobs, place);
  return bytes.ok ? openPackage(bytes.value) : bytes;
}

async function readBlob(
  blobs: Pick<Blobs, 'open'>,
  { account, package: id }: PackagePlace,
): Promise<Result<Uint8Array, PackageFailure>> {
  const shelf = await blobs.open(account);
  if (!shelf.ok) return shelf;
  const found = await shelf.value.find(id);
  if (!found.ok) return found;
  if (found.value?.isComplete !== true) return fail('blob-absent', 'the package is not here, or not whole');
  const { size } = found.value;
  if (size > MAX_PACKAGE_BYTES) return fail('package-too-large', 'more bytes than a package may have');
  return readChunks(shelf.value, id, size);
}

async function readChunks(shelf: BlobShelf, id: BlobId, size: number): Promise<Result<Uint8Array, PackageFailure>> {
  const chunks: Uint8Array[] = [];
  for (let index = 0; index < chunkCountOf(size); index += 1) {
    const kept = await shelf.find(id);
    const chunk = kept.ok ? ((await kept.value?.read(index)) ?? ok(null)) : kept;
    if (!chunk.ok) return chunk;
    if (chunk.value === null) return fail('blob-absent', 'a chunk of the package is gone');
    chunks.push(chunk.value);
  }
  return ok(Buffer.concat(chunks));
}
