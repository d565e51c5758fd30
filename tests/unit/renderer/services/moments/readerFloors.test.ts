/** VIS-17: how much of an own circle who is let in is given, the first time and again. */
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { ReaderFloors } from '@services/moments/readerFloors.ts';
import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { must } from '../../domain/support/devices.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

const DAY = 24 * 3_600_000;
const carol = idOf<AccountId>('carol');
const circle = chat;
const device = new Chain(alice, 'desk', circle).device;
let clock: FakeClock;
let store: MemoryDocumentStore;
let floors: ReaderFloors;
/** When own posts were said, oldest first: their place in the chain is their place here. */
let posts: number[];

const feed = {
  page: ({ before }: { readonly before: { readonly at: number } | null }) => {
    const rows = posts.flatMap((at, seq) => (before === null || at < before.at ? [{ at, seq, device }] : []));
    // Of a post floors read nothing but whose it is and where it stands.
    return Promise.resolve(ok(rows.toReversed() as unknown as readonly PostRecord[]));
  },
};

/** The same device, started anew on the same database. */
async function start(): Promise<void> {
  const keeper = new FeedKeeper({ store, journal: new EventJournal(createMemoryHost(), alice), clock });
  floors = new ReaderFloors({ device, feed, keeper, clock });
  must(await floors.load(store.feed.keeps));
}

async function letIn(...readers: readonly AccountId[]): Promise<boolean> {
  floors.hold(circle, readers);
  return must(await floors.settle(circle));
}

async function shutOut(...readers: readonly AccountId[]): Promise<void> {
  floors.leave(circle, readers);
  must(await floors.settle(circle));
}

const postNow = () => posts.push(clock.now());
const pass = (time: number) => clock.advance(time);

beforeEach(async () => {
  clock = new FakeClock({ settle });
  store = new MemoryDocumentStore();
  must(await store.open(alice));
  posts = [];
  await start();
  must(await floors.choose('threeDays'));
});

describe('floors of readers', () => {
  it('VIS-17 who is let in again keeps the place they had, whatever is chosen then', async () => {
    postNow();
    await pass(5 * DAY);
    floors.hold(circle, [bob]);
    expect(floors.of(circle, bob)).toBe(Infinity);
    expect(must(await floors.settle(circle))).toBe(true);
    expect(floors.of(circle, bob)).toBe(0);
    await shutOut(bob);
    postNow();
    await pass(365 * DAY);
    postNow();
    expect(await letIn(bob, carol)).toBe(true);
    expect([floors.of(circle, bob), floors.of(circle, carol)]).toEqual([0, 1]);
    must(await floors.choose('all'));
    await shutOut(bob);
    expect(await letIn(bob)).toBe(false);
    await start();
    expect(floors.of(circle, bob)).toBe(0);
  });

  it.each(['the same run', 'a restart'])(
    'VIS-17 who had all of it has all of it again, after %s as well',
    async (how) => {
      postNow();
      expect(await letIn(bob)).toBe(false);
      await shutOut(bob);
      if (how === 'a restart') await start();
      await pass(5 * DAY);
      expect(await letIn(bob, carol)).toBe(true);
      expect([floors.of(circle, bob), floors.of(circle, carol)]).toEqual([-1, 0]);
      await start();
      expect([floors.of(circle, bob), floors.of(circle, carol)]).toEqual([-1, 0]);
    },
  );

  it('VIS-17 who went before their place was found was given nothing, and is new when they come again', async () => {
    postNow();
    await pass(5 * DAY);
    floors.hold(circle, [bob]);
    await shutOut(bob);
    postNow();
    await pass(5 * DAY);
    await letIn(bob);
    expect(floors.of(circle, bob)).toBe(1);
  });

  it('VIS-17 who comes while places of others are looked for is held until theirs is found', async () => {
    postNow();
    await pass(5 * DAY);
    floors.hold(circle, [bob]);
    const first = floors.settle(circle);
    floors.hold(circle, [carol]);
    must(await first);
    expect([floors.of(circle, bob), floors.of(circle, carol)]).toEqual([0, Infinity]);
    must(await floors.settle(circle));
    await start();
    expect([floors.of(circle, bob), floors.of(circle, carol)]).toEqual([0, 0]);
  });
});
