import { expect, it } from 'vitest';
import { encodeArticle } from '@domain/article/codec.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import { createArticleDocuments } from '@services/search/articleDocuments.ts';
import type { BlobId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';

/** Documents of articles on a device, and how often each was read. */
function device() {
  const bytesOf = new Map<BlobId, Uint8Array>();
  const reads: BlobId[] = [];
  const add = (name: string, text: string) => {
    const spans = [{ text }];
    const bytes = encodeArticle({ v: 1, blocks: [{ block: 'paragraph', spans }] });
    if (bytes === null) throw new Error('no article');
    bytesOf.set(blobOf(name), bytes);
    return { document: blobOf(name), size: bytes.length };
  };
  const row = (id: BlobId): BlobRecord | null => {
    const size = bytesOf.get(id)?.length;
    if (size === undefined) return null;
    return { id, size, state: 'complete', origin: 'received', keep: false, createdAt: 0, usedAt: 0 };
  };
  const read = async (id: BlobId) => {
    reads.push(id);
    return ok(bytesOf.get(id) ?? null);
  };
  const documents = createArticleDocuments({ blobs: { get: async (id) => ok(row(id)) } }, { read });
  return { add, documents, reads, letGo: (id: BlobId) => bytesOf.delete(id) };
}

it('SRC-7 a document is read once while one types, and is not found any more once it was let go', async () => {
  const { add, documents, reads, letGo } = device();
  const hedges = add('hedges', 'Cut the hawthorn');
  for (let typed = 0; typed < 5; typed += 1) expect(await documents(hedges)).toBe('Cut the hawthorn');
  expect(reads).toHaveLength(1);
  expect(await documents({ ...hedges, size: hedges.size + 1 })).toBeNull();
  letGo(hedges.document);
  expect(await documents(hedges)).toBeNull();
});

it('SRC-7 those read last are kept read, and not without end', async () => {
  const { add, documents, reads } = device();
  const all = Array.from({ length: 150 }, (_, place) => add(`${place}`, `${place} ${'word '.repeat(3000)}`));
  for (const one of all) await documents(one);
  const newest = all.at(-1);
  const oldest = all[0];
  if (newest === undefined || oldest === undefined) throw new Error('none');
  await documents(newest);
  expect(reads).toHaveLength(150);
  await documents(oldest);
  expect(reads).toHaveLength(151);
});
