import { describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { AllMedia } from '@services/exporting/all/allMedia.ts';
import { ok } from '@shared/result.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const blobs = { read: () => Promise.resolve(ok(null)) };

async function pathOf(name: string, state: 'complete' | 'partial' = 'complete', isPicture = false) {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const blob = blobOf('one');
  const facts = { size: 3, origin: 'received', keep: false, createdAt: 1, usedAt: 1 } as const;
  value(await store.blobs.put({ id: blob, state, ...facts }));
  const media = new AllMedia({ store, blobs }, true);
  const picture = isPicture ? { width: 1, height: 1, blur: '', thumbnail: null } : null;
  const path = await media.want({ blob, name, mime: 'image/png', picture });
  return { path: path?.replace(blob, 'ID') ?? null, media };
}

describe('files of an export', () => {
  it.each([
    ['walk.mp4', false, 'media/ID.mp4'],
    ['walk.html', false, 'media/ID.bin'],
    ['walk.svg', false, 'media/ID.bin'],
    ['run.exe', false, 'media/ID.bin'],
    ['no ending', false, 'media/ID.bin'],
    ['../../up.pdf', false, 'media/ID.pdf'],
    ['picture.html', true, 'media/ID.png'],
  ])('EXA-5 endings that run nothing: %s', async (name, isPicture, expected) => {
    expect((await pathOf(name, 'complete', isPicture)).path).toBe(expected);
  });

  it('EXA-5 what is not whole here has no path, and is counted', async () => {
    const { path, media } = await pathOf('walk.mp4', 'partial');
    expect(path).toBeNull();
    expect(media.leftOut).toEqual({ filesNotHere: 1, filesNotWanted: 0 });
  });
});
