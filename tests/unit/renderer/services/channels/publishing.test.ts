import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { describe, expect, it } from 'vitest';
import { createMemoryPictures } from '@adapters/memory/media/memoryPictures.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { Publishing, type PublishingParts } from '@services/channels/publishing.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { blobOf, posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice } from '../../../../support/shared/storeFixtures.ts';

const channel: SpaceId = channelSpace(new Uint8Array(32).fill(9));
const file = { file: new File(['a plan'], 'plan.txt', { type: 'text/plain' }), asFile: true, caption: '' };
const POST = { text: 'See', files: [file], link: null, program: null };
const DRAFT = {
  ...{ id: 'draft', channel, post: null, title: 'See', summary: '', series: '', publishAt: null, changedAt: 0 },
  document: { v: 1 as const, blocks: [{ block: 'paragraph' as const, spans: [{ text: 'words' }] }] },
};

/** Publishing over files that are counted, and what was held when something was said. */
function scene(isSaid = true) {
  const held = new Set<BlobId>();
  const [heldAtSaying, gone]: [BlobId[], BlobId[]] = [[], []];
  let made = 0;
  const files: PublishingParts['files'] = {
    hold: (blobs) => {
      for (const blob of blobs) held.add(blob);
      return () => blobs.every((blob) => held.delete(blob));
    },
    letGo: async (blobs) => void gone.push(...blobs),
  };
  const publishing = new Publishing({
    store: new MemoryDocumentStore(),
    library: { put: async ({ size }) => ok({ id: blobOf(`${(made += 1)}`), size }), setKeep: async () => undefined },
    files,
    paid: { seal: async () => fail('channel-terms-missing', 'nothing is sold') },
    pictures: createMemoryPictures(),
    clock: new FakeClock(),
    say: async () => {
      heldAtSaying.push(...held);
      return isSaid ? ok(posted(new Chain(alice, 'pen', channel), 1)) : fail('storage-full', 'no place');
    },
  });
  return { publishing, held, heldAtSaying, gone };
}

describe('Publishing', () => {
  it('CHN-15 files of a post are held until it is said', async () => {
    const { publishing, held, heldAtSaying, gone } = scene();
    expect((await publishing.post(channel, { ...POST, files: [file, file] })).ok).toBe(true);
    expect(heldAtSaying).toEqual([blobOf('1'), blobOf('2')]);
    expect([held.size, gone]).toEqual([0, []]);
  });

  it('CHN-15 the document of an article is held until it is said', async () => {
    const { publishing, held, heldAtSaying } = scene();
    expect((await publishing.article(DRAFT, async () => ok())).ok).toBe(true);
    expect(heldAtSaying).toEqual([blobOf('1')]);
    expect(held.size).toBe(0);
  });

  it('CHN-15 files of a post that could not be said go again', async () => {
    const { publishing, held, gone } = scene(false);
    expect(await publishing.post(channel, POST)).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect((await publishing.article(DRAFT, async () => ok())).ok).toBe(false);
    expect([held.size, gone]).toEqual([0, [blobOf('1'), blobOf('2')]]);
  });
});
