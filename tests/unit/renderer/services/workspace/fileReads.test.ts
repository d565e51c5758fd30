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
  return { store, blobs, reads, followed: () => followed };
}

/** The same, of another file of the same size. */
const other = (name: string): FileReference => ({ ...file, blob: blobOf(name), name });

it('FIL-6 a file is followed once, however many look at it', async () => {
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
  stops[0]?.();
  state.subscribe(() => undefined)();
  expect(followed()).toBe(1);
});

it('FIL-6 what went while nobody looked at it has no address, though it was shown', async () => {
  const { blobs, reads } = await tab();
  value(await blobs.put(row));
  const stop = reads.fileState(file).subscribe(() => undefined);
  await expect.poll(() => reads.fileUrl(file)).toBe(`/blob/${file.blob}`);
  stop();
  value(await blobs.put({ ...row, state: 'gone' }));
  await expect.poll(() => reads.fileState(file).get()).toMatchObject({ state: 'absent', isLetGo: true });
  expect(reads.fileUrl(file)).toBeNull();
});

it('FIL-6 few that nobody looks at are followed on, and those longest unseen are forgotten', async () => {
  const { blobs, reads, followed } = await tab();
  const files = Array.from({ length: 203 }, (_, place) => other(`photo ${place}`));
  for (const { blob } of files) value(await blobs.put({ ...row, id: blob }));
  const stops = files.map((one) => reads.fileState(one).subscribe(() => undefined));
  await expect.poll(() => files.filter((one) => reads.fileUrl(one) === null)).toEqual([]);
  expect(followed()).toBe(203);
  for (const stop of stops) stop();
  expect(followed()).toBe(200);
  expect(files.filter((one) => reads.fileUrl(one) === null)).toEqual(files.slice(0, 3));
  // Looked at again, it is found again.
  const [first = file] = files;
  reads.fileState(first).subscribe(() => undefined);
  await expect.poll(() => reads.fileUrl(first)).toBe(`/blob/${first.blob}`);
});

it('FIL-6 what nobody looks at is followed no longer than the store is open, and what nobody knew not at all', async () => {
  const { store, blobs, reads, followed } = await tab();
  value(await blobs.put(row));
  const stop = reads.fileState(file).subscribe(() => undefined);
  reads.fileState(other('unknown')).subscribe(() => undefined)();
  expect(followed()).toBe(1);
  await expect.poll(() => reads.fileUrl(file)).not.toBeNull();
  stop();
  expect(followed()).toBe(1);
  store.close();
  await expect.poll(followed).toBe(0);
});
