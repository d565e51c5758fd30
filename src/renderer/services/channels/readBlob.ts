import { chunkCountOf } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import type { BlobStore } from '@ports/blobStore.ts';

/** The bytes of a small blob; null where not all of it is here. Its host checks what it reads. */
export async function readBlob(blobs: Pick<BlobStore, 'read'>, id: BlobId, size: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  for (let index = 0; index < chunkCountOf(size); index += 1) {
    const chunk = await blobs.read(id, index);
    if (!chunk.ok || chunk.value === null) return null;
    chunks.push(chunk.value);
  }
  const bytes = joinBytes(...chunks);
  return bytes.length === size ? bytes : null;
}
