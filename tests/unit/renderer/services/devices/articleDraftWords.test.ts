import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { ChannelKeeps } from '@services/channels/channelKeeps.ts';
import { Drafts } from '@services/channels/drafts.ts';
import { tellGone } from '@services/devices/articleDraftWords.ts';
import type { DeviceId, EventId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { alice, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const KEY = 'article/draft';
const channel = channelSpace(new Uint8Array(32).fill(9));
const laptop = idOf<DeviceId>('laptop');
const document = { v: 1 as const, blocks: [{ block: 'paragraph' as const, spans: [{ text: 'left' }] }] };
const around = { id: 'draft', channel, post: null, title: 'Left', summary: '', series: '', publishAt: null };
const LEFT = { ...around, document };

async function draftsHere(): Promise<Drafts> {
  const store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  value(await store.open(alice));
  const keeps = new ChannelKeeps({ store, clock: { now: () => 1 }, journal: { append: async () => ok() } });
  return new Drafts({ keeps, device: laptop, random: new SeededRandom(3), now: () => 1 });
}

describe('what own devices tell of a draft that is gone', () => {
  const [one, other] = [idOf<EventId>('one'), idOf<EventId>('other')];
  const told = async (last: unknown, post: EventId | null, ever: readonly unknown[], agreed = 0) => {
    const choices = new Map([[KEY, { key: KEY, value: last, at: 1, device: laptop, seq: 0 }]]);
    let said: unknown;
    const say = async (_key: string, valueNow: () => unknown) => void (said = valueNow());
    await tellGone({ choices, say, everSaid: async () => ever }, { key: KEY, here: { changedAt: 5, agreed }, post });
    return said;
  };

  it('DEV-76 tells of a post although another device told of its own before, and not as if that had been known', async () => {
    expect(await told({ gone: 4, post: other }, one, [{ gone: 4, post: other }])).toEqual({ gone: 5, post: one });
    expect(await told({ gone: 4 }, one, [])).toEqual({ gone: 5, post: one });
    expect(await told({ gone: 4, post: one }, one, [])).toBeUndefined();
    expect(await told({ gone: 4, post: other }, null, [])).toBeUndefined();
  });

  it('DEV-76 IMA-13 knows of what one that came back had become before', async () => {
    const ever = [{ gone: 4, post: other }];
    const drafts = await draftsHere();
    value(await drafts.bring(LEFT));
    const agreed = (await drafts.record('draft'))?.agreed;
    expect(await told({ gone: 4, post: other }, one, ever, agreed)).toEqual({ gone: 5, post: one, beside: [other] });
  });

  it('DEV-76 a draft that is written again is no post any more', async () => {
    const drafts = await draftsHere();
    drafts.became('draft', one);
    expect(drafts.postOf('draft')).toBe(one);
    value(await drafts.save(LEFT));
    expect(drafts.postOf('draft')).toBeNull();
  });
});
