import { chunkCountOf } from '@shared/blob.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { MAX_PACKAGE_BYTES, type PackageProblem } from '@shared/mini/package.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BlobShelf } from '../blobs/blobShelf.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { StorageFailure } from '../files/files.ts';
import { type OpenedPackage, openPackage } from './openPackage.ts';
import { withSignature } from './withSignature.ts';

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
  /**
   * Keeps a copy of a package that has this signature, in place of one it had; the package itself stays. `invalid-input` when the
   * signature is none of these contents.
   */
  sign(place: PackagePlace, signature: string): Promise<Result<KeptPackage, PackageFailure | SignFailure>>;
}

/** A blob that was just kept. */
export interface KeptPackage {
  readonly package: BlobId;
  readonly size: number;
}

/** Why a copy with a signature was not kept. */
export type SignFailure = Failure<'invalid-input' | 'blob-mismatch'>;

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
    sign: (place, signature) => sign(blobs, place, signature),
  };
}

async function sign(
  blobs: Pick<Blobs, 'open'>,
  place: PackagePlace,
  signature: string,
): Promise<Result<KeptPackage, PackageFailure | SignFailure>> {
  const bytes = await readBlob(blobs, place);
  if (!bytes.ok) return bytes;
  const signed = await withSignature(bytes.value, signature);
  if (!signed.ok) return signed;
  if (signed.value.opened.contents.signature?.isValid !== true)
    return fail('invalid-input', 'no signature of these contents');
  const shelf = await blobs.open(place.account);
  return shelf.ok ? keep(shelf.value, signed.value.bytes) : shelf;
}

async function keep(shelf: BlobShelf, bytes: Uint8Array): Promise<Result<KeptPackage, PackageFailure | SignFailure>> {
  const begun = await shelf.drafts.begin(bytes.length);
  if (!begun.ok) return begun;
  const { draft } = begun.value;
  const added = await shelf.drafts.append(draft, 0, bytes);
  const sealed = added.ok ? await shelf.seal(draft) : added;
  if (sealed.ok) return ok({ package: sealed.value.id, size: sealed.value.size });
  await shelf.drafts.discard(draft);
  return sealed;
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
