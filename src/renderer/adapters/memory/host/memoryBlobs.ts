import { ChunkSet } from '@shared/chunkSet.ts';
import { BLOB_CHUNK_BYTES, CHUNK_HASH_BYTES, chunkCountOf, chunkLengthOf } from '@shared/blob.ts';
import { compareBytes, joinBytes } from '@domain/codec/bytes.ts';
import { type Outline, blobIdOf, chunkHashOf, isChunkOf, isOutlineOf } from '@domain/blob/outline.ts';
import { fromBase64url } from '@shared/base64url.ts';
import type { BlobId } from '@shared/ids.ts';
import type { HostErrorCode, HostInput, HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import { MAX_BLOB_PAGE } from '@shared/ipc/blobContract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

type BlobMethod = Extract<HostMethod, `blob.${string}`>;
type Handlers = {
  readonly [M in BlobMethod]: (input: HostInput<M>) => Result<HostOutput<M>, Failure<HostErrorCode>>;
};

interface KeptBlob {
  readonly outline: Outline;
  readonly chunks: Map<number, Uint8Array>;
}

interface Draft {
  readonly size: number;
  readonly chunks: Uint8Array[];
}

/** The blobs of a host in memory. `damage` changes a byte of a chunk behind its back, as a failing disk does. */
export interface MemoryBlobs {
  readonly handlers: Handlers;
  readonly damage: (id: BlobId, index: number) => void;
  /** Whether every chunk of a blob of this account is here. */
  readonly isWhole: (account: string, id: BlobId) => boolean;
  /** Keeps a copy of a whole blob with bytes behind it, and answers what that is called. */
  readonly extend: (account: string, id: BlobId, bytes: Uint8Array) => { readonly id: BlobId; readonly size: number };
}

/** Creates an empty one. Bytes are copied in and out, as they are when they cross a process. */
export function createMemoryBlobs(): MemoryBlobs {
  const accounts = new Map<string, Map<BlobId, KeptBlob>>();
  const of = (account: string) => {
    const blobs = accounts.get(account) ?? new Map<BlobId, KeptBlob>();
    accounts.set(account, blobs);
    return blobs;
  };
  return {
    handlers: { ...draftHandlers(of), ...keptHandlers(of), ...listHandlers(of) },
    isWhole: (account, id) => {
      const kept = accounts.get(account)?.get(id);
      return kept !== undefined && holdingOf(kept).isComplete;
    },
    extend: (account, id, bytes) => keepWhole(of(account), joinBytes(...chunksOf(of(account).get(id)), bytes)),
    damage: (id, index) => {
      for (const blobs of accounts.values()) {
        const chunk = blobs.get(id)?.chunks.get(index);
        if (chunk !== undefined) chunk[0] = (chunk[0] ?? 0) ^ 1;
      }
    },
  };
}

function chunksOf(kept: KeptBlob | undefined): readonly Uint8Array[] {
  const chunks = [...(kept?.chunks ?? [])].toSorted(([left], [right]) => left - right);
  return chunks.map(([, bytes]) => bytes);
}

function keepWhole(blobs: Map<BlobId, KeptBlob>, bytes: Uint8Array): { readonly id: BlobId; readonly size: number } {
  const chunks = Array.from({ length: chunkCountOf(bytes.length) }, (_, index) =>
    bytes.slice(index * BLOB_CHUNK_BYTES, (index + 1) * BLOB_CHUNK_BYTES),
  );
  const outline = { size: bytes.length, hashes: joinBytes(...chunks.map(chunkHashOf)) };
  const id = blobIdOf(outline);
  blobs.set(id, { outline, chunks: new Map(chunks.entries()) });
  return { id, size: outline.size };
}

type BlobsOf = (account: string) => Map<BlobId, KeptBlob>;

function draftHandlers(of: BlobsOf): Pick<Handlers, 'blob.draft' | 'blob.append' | 'blob.seal' | 'blob.discard'> {
  const drafts = new Map<string, Draft>();
  let made = 0;
  return {
    'blob.draft': ({ size }) => {
      made += 1;
      const draft = made.toString(16).padStart(32, '0');
      drafts.set(draft, { size, chunks: [] });
      return ok({ draft });
    },
    'blob.append': ({ draft, index, bytes }) => {
      const known = drafts.get(draft);
      if (known === undefined) return fail('blob-absent', 'there is no such draft');
      const end = index * BLOB_CHUNK_BYTES + bytes.length;
      const isWhole = bytes.length % BLOB_CHUNK_BYTES === 0 || end === known.size;
      const isNext = index === known.chunks.length && bytes.length > 0 && end <= known.size;
      if (!isNext || !isWhole) return fail('blob-mismatch', 'not the next chunks of this file');
      for (let at = 0; at < bytes.length; at += BLOB_CHUNK_BYTES)
        known.chunks.push(bytes.slice(at, at + BLOB_CHUNK_BYTES));
      return ok({});
    },
    'blob.seal': ({ account, draft }) => {
      const known = drafts.get(draft);
      if (known === undefined) return fail('blob-absent', 'there is no such draft');
      if (known.chunks.length !== chunkCountOf(known.size)) return fail('blob-mismatch', 'the file is not whole yet');
      drafts.delete(draft);
      const outline = { size: known.size, hashes: joinBytes(...known.chunks.map(chunkHashOf)) };
      const id = blobIdOf(outline);
      of(account).set(id, { outline, chunks: new Map(known.chunks.entries()) });
      return ok({ id, size: known.size });
    },
    'blob.discard': ({ draft }) => {
      drafts.delete(draft);
      return ok({});
    },
  };
}

function keptHandlers(
  of: BlobsOf,
): Pick<Handlers, 'blob.begin' | 'blob.write' | 'blob.holding' | 'blob.outline' | 'blob.read' | 'blob.remove'> {
  return {
    'blob.begin': ({ account, id, size, hashes }) => {
      const outline = { size, hashes: hashes.slice() };
      if (!isOutlineOf(id, outline)) return fail('blob-mismatch', 'this outline makes another id');
      const kept = of(account).get(id) ?? { outline, chunks: new Map() };
      of(account).set(id, kept);
      return ok(holdingOf(kept));
    },
    'blob.write': ({ account, id, index, bytes }) => {
      const kept = of(account).get(id);
      if (kept === undefined) return fail('blob-absent', 'it was not begun');
      const isChunk = bytes.length > 0 && bytes.length === chunkLengthOf(kept.outline.size, index);
      if (!isChunk || !isChunkOf(kept.outline, index, bytes)) return fail('blob-mismatch', 'not this chunk');
      kept.chunks.set(index, bytes.slice());
      return ok({ isComplete: holdingOf(kept).isComplete });
    },
    'blob.holding': ({ account, id }) => {
      const kept = of(account).get(id);
      return ok({ holding: kept === undefined ? null : holdingOf(kept) });
    },
    'blob.outline': ({ account, id }) => {
      const outline = of(account).get(id)?.outline;
      return ok({ outline: outline === undefined ? null : { size: outline.size, hashes: outline.hashes.slice() } });
    },
    'blob.read': ({ account, id, index }) => {
      const kept = of(account).get(id);
      const bytes = kept?.chunks.get(index);
      if (kept === undefined || bytes === undefined) return ok({ bytes: null });
      if (isChunkOf(kept.outline, index, bytes)) return ok({ bytes: bytes.slice() });
      kept.chunks.delete(index);
      return ok({ bytes: null });
    },
    'blob.remove': ({ account, id }) => {
      of(account).delete(id);
      return ok({});
    },
  };
}

function listHandlers(of: BlobsOf): Pick<Handlers, 'blob.list' | 'blob.space'> {
  return {
    'blob.list': ({ account, after }) => {
      const sorted = [...of(account)].toSorted(([left], [right]) => compareBytes(bytesOf(left), bytesOf(right)));
      const rest = sorted.filter(([id]) => after === null || compareBytes(bytesOf(id), bytesOf(after)) > 0);
      const page = rest.slice(0, MAX_BLOB_PAGE);
      const blobs = page.map(([id, kept]) => {
        const { size, isComplete } = holdingOf(kept);
        return { id, size, held: heldOf(kept), isComplete };
      });
      return ok({ blobs, next: page.length < rest.length ? (page.at(-1)?.[0] ?? null) : null });
    },
    'blob.space': ({ account }) => {
      const used = [...of(account).values()].reduce((sum, kept) => sum + heldOf(kept), 0);
      return ok({ used, free: null });
    },
  };
}

function bytesOf(id: BlobId): Uint8Array {
  const bytes = fromBase64url(id);
  return bytes.ok ? bytes.value : new Uint8Array();
}

function heldOf({ chunks }: KeptBlob): number {
  return [...chunks.values()].reduce((sum, chunk) => sum + chunk.length, 0);
}

function holdingOf({ outline, chunks }: KeptBlob): HostOutput<'blob.begin'> {
  const set = new ChunkSet(outline.hashes.length / CHUNK_HASH_BYTES);
  for (const index of chunks.keys()) set.add(index);
  return { size: outline.size, chunks: set.toBytes(), isComplete: set.isFull };
}
