import { expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { digestOf } from '@domain/space/digest.ts';
import { SpaceHeads } from '@services/replication/heads.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { Chain, idOf } from '../../../../support/shared/storeFixtures.ts';
import { must } from '../../domain/support/devices.ts';

const [me, space] = [idOf<AccountId>('me'), idOf<SpaceId>('space')];

async function load(store: MemoryDocumentStore): Promise<SpaceHeads> {
  const heads = await SpaceHeads.load(store, space);
  if (heads === null) throw new Error('the heads are there');
  return heads;
}

it('SPC-2 heads advanced in memory are the heads that are loaded', async () => {
  const store = new MemoryDocumentStore();
  must(await store.open(me));
  const loaded = await load(store);
  const chains = ['a', 'b'].map((name) => new Chain(me, name, space));
  const events = Array.from({ length: 40 }, (_, n) =>
    chains[n % 2]?.next({ at: 1000 + n, bucket: Math.floor(n / 15), text: `m${n}` }),
  ).filter((event) => event !== undefined);
  for (const event of events) {
    must(await store.admit([event], 'relaxed'));
    loaded.advance([event]);
  }
  const again = await load(store);
  expect(loaded.digest()).toEqual(again.digest());
  expect(loaded.digest()).not.toEqual(digestOf([]));
  expect(loaded.bucketNumbers()).toEqual([0, 1, 2]);
  for (const bucket of [0, 1, 2, 3]) {
    expect(loaded.bucketDigest(bucket)).toEqual(again.bucketDigest(bucket));
    for (const chain of chains) {
      expect(loaded.count(bucket, chain.device)).toBe(again.count(bucket, chain.device));
      expect(loaded.firstSeq(bucket, chain.device)).toBe(again.firstSeq(bucket, chain.device));
    }
  }
  expect(loaded.latestAt()).toBe(1039);
});

it('SPC-2 the digest is made anew after each event', () => {
  const heads = new SpaceHeads(space, [], []);
  const chain = new Chain(me, 'a', space);
  const digests = [heads.digest()];
  for (const at of [1, 2, 3]) {
    heads.advance([chain.next({ at, text: `${at}` })]);
    digests.push(heads.digest());
    expect(heads.digest()).toBe(digests.at(-1));
  }
  expect(new Set(digests.map(String)).size).toBe(4);
});

it('SPC-2 a store that cannot be read gives no heads', async () => {
  expect(await SpaceHeads.load(new MemoryDocumentStore(), space)).toBeNull();
});
