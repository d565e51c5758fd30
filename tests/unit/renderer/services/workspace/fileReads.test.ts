import { ok } from '@shared/result.ts';
import { expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { LateParts } from '@ports/latePart.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { TransfersByBlob } from '@services/workspace/ephemeral.ts';
import { createFileReads } from '@services/workspace/fileReads.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const file: FileReference = { blob: blobOf('photo'), size: 7, name: 'photo.jpg', mime: 'image/jpeg', picture: null };
const row: BlobRecord = {
  ...{ id: file.blob, size: 7, state: 'complete', origin: 'received', keep: false, createdAt: 0, usedAt: 0 },
};

/** A tab's files, and how many follow rows of its store now. */
async function tab() {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  let followed = 0;
  const { blobs } = store;
  const watch: typeof blobs.watch = (id) => {
    const query = blobs.watch(id);
    return {
      subscribe: (listener) => {
        const stop = query.subscribe(listener);
        followed += 1;
        return () => {
          followed -= 1;
          stop();
        };
      },
    };
  };
  Object.defineProperty(store, 'blobs', { value: { ...blobs, watch } });
  const reads = createFileReads({
    ...{ store, self: alice, clock: new FakeClock(), lateParts: new LateParts() },
    transfers: writableSnapshot<TransfersByBlob>(new Map()),
    blobs: { urlOf: (id) => `/blob/${id}`, read: () => Promise.resolve(ok(null)) },
    storageFigures: () => Promise.reject(new Error('nobody asks')),
    dragHost: null,
    names: () => ({ subscribe: () => () => undefined }),
  });
  return { blobs, reads, followed: () => followed };
}

it('FIL-6 a file is followed once, however many look at it, until nobody does', async () => {
  const { blobs, reads, followed } = await tab();
  const state = reads.fileState(file);
  const told: string[] = [];
  const stops = [1, 2, 3].map((place) => state.subscribe(() => told.push(`${place} ${state.get().state}`)));
  expect(followed()).toBe(1);
  value(await blobs.put(row));
  await expect.poll(() => told).toEqual(['1 here', '2 here', '3 here']);
  expect(reads.fileUrl(file)).toBe(`/blob/${file.blob}`);
  for (const stop of stops.slice(1)) stop();
  stops[1]?.();
  expect(followed()).toBe(1);
  stops[0]?.();
  expect(followed()).toBe(0);
  // Looked at again, it is where it was, and followed again.
  value(await blobs.remove(file.blob));
  expect(state.get().state).toBe('here');
  const stop = state.subscribe(() => undefined);
  await expect.poll(() => state.get().state).toBe('absent');
  stop();
});
