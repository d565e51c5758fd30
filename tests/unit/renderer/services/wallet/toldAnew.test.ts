import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { familyOf, NO_PAPERS } from '@domain/device/family.ts';
import { ToldAnew, type ToldAnewParts } from '@services/wallet/own/toldAnew.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { alice, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const people = ['one', 'two', 'three'].map((name) => idOf<AccountId>(name));

/** Contacts of whom devices can be taken out; what is noted, and who is told, is counted. */
async function makeScene() {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const revoked = new Map<AccountId, Set<DeviceId>>();
  const puts: number[] = [];
  const told: AccountId[] = [];
  const lines: string[] = [];
  const disk = { isFull: false };
  const keeps = Object.assign(Object.create(store.feed.keeps) as typeof store.feed.keeps, {
    put: (rows: readonly FeedKeep[]) => {
      puts.push(rows.length);
      return disk.isFull ? Promise.resolve(fail('storage-full', 'no room')) : store.feed.keeps.put(rows);
    },
  });
  const family = (account: AccountId) => ({ ...familyOf(NO_PAPERS), revoked: revoked.get(account) ?? new Set() });
  const parts = {
    book: {
      view: { records: () => people.map((id) => ({ id })) },
      partiesOf: ({ id }: { readonly id: AccountId }) => new Set([id]),
      commit: async ({ out }: { readonly out: readonly { readonly account: AccountId }[] }) => {
        told.push(...out.map(({ account }) => account));
        return ok();
      },
    },
    contacts: {
      contacts: { get: () => new Map(people.map((id) => [id, { certificates: [] }])) },
      papers: { familyOf: family },
    },
    store: { feed: { keeps } },
    clock: new FakeClock(),
    log: { write: (...line: readonly unknown[]) => void lines.push(line.join(' ')) },
  } as unknown as ToldAnewParts;
  const start = () => new ToldAnew(parts);
  return { start, puts, told, lines, disk, revoked };
}

it('WSV-186 of many of whom nothing was noted it is noted at once, and nobody is told', async () => {
  const { start, puts, told } = await makeScene();
  await start().run();
  const again = start();
  await again.run();
  expect([puts, told]).toEqual([[3], []]);
});

it('WSV-186 who had a device taken out is told, once; what could not be noted is noted later', async () => {
  const { start, puts, told, lines, disk, revoked } = await makeScene();
  const running = start();
  disk.isFull = true;
  await running.run();
  expect([puts, told, lines.length]).toEqual([[3], [], 1]);
  disk.isFull = false;
  await running.run();
  const [first] = people;
  if (first === undefined) throw new Error('nobody is there');
  revoked.set(first, new Set([idOf<DeviceId>('gone')]));
  await running.run();
  await running.run();
  await start().run();
  expect([puts, told]).toEqual([[3, 3, 1], [first]]);
});
