/** VIS-19: who was out of an own circle while something was posted there. */
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { PostKey, PostRecord } from '@domain/feed/post.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { LeftReaders } from '@services/moments/leftReaders.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { must } from '../../domain/support/devices.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

const carol = idOf<AccountId>('carol');
const circle = chat;
const device = new Chain(alice, 'desk', circle).device;
let clock: FakeClock;
let store: MemoryDocumentStore;
let left: LeftReaders;
/** Places of own posts. */
let posts: number[];
/** Posts of another own device. */
let others: { readonly seq: number; readonly device: DeviceId; readonly at: number; readonly id: string }[];

const feed = {
  // Of a post nothing is read but whose it is and where it stands.
  page: ({ before, limit }: { readonly before: PostKey | null; readonly limit: number }) => {
    const own = posts.map((seq) => ({ seq, device, at: seq, id: `own ${seq}` }));
    const all = [...own, ...others].toSorted((one, other) => other.at - one.at);
    const page = all.filter(({ at }) => before === null || at < before.at).slice(0, limit);
    return Promise.resolve(ok(page as unknown as readonly PostRecord[]));
  },
};

/** The same device, started anew on the same database. */
async function start(): Promise<void> {
  const keeper = new FeedKeeper({ store, journal: new EventJournal(createMemoryHost(), alice), clock });
  left = new LeftReaders({ device, feed, keeper });
  must(await left.load(store.feed.keeps, [circle]));
}

function post(seq: number): void {
  posts.push(seq);
  left.posted(circle, seq);
}

beforeEach(async () => {
  clock = new FakeClock({ settle });
  store = new MemoryDocumentStore();
  must(await store.open(alice));
  posts = [];
  others = [];
  await start();
});

describe('who went from a circle', () => {
  it.each(['the same run', 'a restart'])('VIS-19 is shut out once something was posted, in %s', async (how) => {
    post(3);
    left.leave(circle, [bob]);
    must(await left.settle(circle));
    if (how === 'a restart') await start();
    expect(left.isShut(circle, bob)).toBe(false);
    post(5);
    if (how === 'a restart') await start();
    expect([left.isShut(circle, bob), left.isShut(circle, carol)]).toEqual([true, false]);
  });

  it('VIS-19 who is back before that is as if they had never gone, whatever is posted then', async () => {
    left.leave(circle, [bob, carol]);
    must(await left.settle(circle));
    left.enter(circle, [bob]);
    must(await left.settle(circle));
    post(0);
    expect([left.isShut(circle, bob), left.isShut(circle, carol)]).toEqual([false, true]);
    await start();
    expect([left.isShut(circle, bob), left.isShut(circle, carol)]).toEqual([false, true]);
  });

  it('VIS-19 the last post of this device is found below many of another own device', async () => {
    post(3);
    others = Array.from({ length: 45 }, (_, n) => {
      return { seq: n, device: idOf<DeviceId>('tablet'), at: 100 + n, id: `other ${n}` };
    });
    await start();
    left.leave(circle, [bob]);
    left.posted(circle, 3);
    expect(left.isShut(circle, bob)).toBe(false);
    post(4);
    expect(left.isShut(circle, bob)).toBe(true);
  });

  it('VIS-19 what could not be kept is kept with the next settling', async () => {
    left.leave(circle, [bob]);
    store.close();
    expect((await left.settle(circle)).ok).toBe(false);
    must(await store.open(alice));
    must(await left.settle(circle));
    post(0);
    await start();
    expect(left.isShut(circle, bob)).toBe(true);
  });
});
