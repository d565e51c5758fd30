import { describe, expect, it } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { type PostActParts, createPostActs } from '@services/moments/postActs.ts';
import { blobOf, circle } from '../../../../support/shared/feedEvents.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';

describe('createPostActs', () => {
  it('VIS-11 of a story that could not be said nothing stays', async () => {
    const gone: BlobId[] = [];
    const held = new Set<BlobId>();
    const photo = { blob: blobOf('photo'), size: 7, name: 'photo.jpg', mime: 'image/jpeg', picture: null };
    const parts = {
      self: { account: alice },
      uploads: { take: async () => ok({ files: [photo], release: () => undefined }) },
      files: {
        library: { put: async ({ size }: Blob) => ok({ id: blobOf('story'), size }) },
        hold: (blobs: readonly BlobId[]) => {
          for (const blob of blobs) held.add(blob);
          return () => held.clear();
        },
        // What is held is in use.
        letGo: async (blobs: readonly BlobId[]) => void gone.push(...blobs.filter((blob) => !held.has(blob))),
      },
      replicator: { author: async () => fail('store-failed', 'no place') },
      clock: { now: () => 0 },
      circleFor: async () => ok(circle),
      ready: Promise.resolve(),
    } as unknown as PostActParts;
    const story = { text: '', files: [], link: null, program: null, shared: null, life: 1000 };
    const said = await createPostActs(parts).postMoment({ ...story, text: 'Now', audience: { kind: 'contacts' } });
    expect(said.ok).toBe(false);
    expect(new Set(gone)).toEqual(new Set([blobOf('story'), blobOf('photo')]));
  });
});
