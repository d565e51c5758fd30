import { describe, expect, it } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { type PostActParts, createPostActs } from '@services/moments/postActs.ts';
import { blobOf, circle } from '../../../../support/shared/feedEvents.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';

describe('createPostActs', () => {
  it('VIS-20 posts nothing, and makes no circle, where another device of the account posts', async () => {
    const made: string[] = [];
    const circleFor = async () => {
      made.push('circle');
      return ok(circle);
    };
    let keeps = false;
    const take = async () => fail('storage-full', 'no place');
    const parts = { hasBase: () => keeps, circleFor, uploads: { take }, ready: Promise.resolve() };
    const acts = createPostActs(parts as unknown as PostActParts);
    const plain = { text: 'Now', files: [], link: null, program: null, shared: null, life: null };
    const post = () => acts.postMoment({ ...plain, audience: { kind: 'contacts' } });
    expect(await post()).toMatchObject({ error: { code: 'moments-elsewhere' } });
    expect(await acts.setCover(null)).toMatchObject({ error: { code: 'moments-elsewhere' } });
    expect(made).toEqual([]);
    keeps = true;
    expect(await post()).toMatchObject({ error: { code: 'storage-full' } });
    expect(made).toEqual(['circle']);
  });

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
