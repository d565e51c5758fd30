import { describe, expect, it } from 'vitest';
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
  const heads = new SpaceHeads(space, { chains: [], buckets: [] });
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

describe('the end of a chain', () => {
  const chain = new Chain(me, 'a', space);
  const other = new Chain(me, 'b', space);
  const events = [
    ...chain.many(10, (n) => ({ at: 1000 + n, bucket: Math.floor(n / 4), text: `a${n}` })),
    ...other.many(3, (n) => ({ at: 1000 + n, bucket: n, text: `b${n}` })),
  ];
  const endAt = (seq: number) => ({ seq, id: events[seq]?.id ?? null });
  async function kept(upTo: number): Promise<MemoryDocumentStore> {
    const store = new MemoryDocumentStore();
    must(await store.open(me));
    must(
      await store.admit(
        events.filter(({ content }) => content.device !== chain.device || content.seq <= upTo),
        'relaxed',
      ),
    );
    return store;
  }
  const endedAt = (seq: number) => ({
    endOf: (_: SpaceId, device: string) => (device === chain.device ? endAt(seq) : null),
  });
  const facts = (heads: SpaceHeads) => ({
    digest: heads.digest(),
    chains: heads.allChains().map(({ device, seq, id }) => ({ device, seq, id })),
    buckets: heads.bucketNumbers().map((bucket) => [bucket, heads.bucketDigest(bucket), heads.bucket(bucket)]),
  });

  it.each([-1, 0, 3, 4, 7, 9])('REP-13 heads with an end at %i are those of a chain that ended there', async (seq) => {
    const ended = await SpaceHeads.load(await kept(9), space, endedAt(seq));
    const short = await SpaceHeads.load(await kept(seq), space);
    if (ended === null || short === null) throw new Error('no heads');
    expect(facts(ended)).toEqual(facts(short));
    expect(ended.heldChain(chain.device)?.seq).toBe(9);
    expect(ended.beyond((device) => endedAt(seq).endOf(space, device))).toEqual(
      seq === 9 ? [] : [{ device: chain.device, end: seq }],
    );
  });

  it('REP-13 an end that moves is followed', async () => {
    let end: { seq: number; id: (typeof events)[number]['id'] | null } | null = null;
    const heads = await SpaceHeads.load(await kept(9), space, {
      endOf: (_, device) => (device === chain.device ? end : null),
    });
    if (heads === null) throw new Error('no heads');
    const before = heads.digest();
    end = endAt(2);
    heads.endsMoved();
    expect(heads.digest()).not.toEqual(before);
    end = null;
    heads.endsMoved();
    expect(heads.digest()).toEqual(before);
  });

  it('REP-14 what lies wholly below a floor is in no digest of a bucket', async () => {
    const heads = await SpaceHeads.load(await kept(9), space);
    if (heads === null) throw new Error('no heads');
    const floorOf = (device: string) => (device === chain.device ? 4 : 2);
    expect(heads.bucketNumbers(floorOf)).toEqual([1, 2]);
    expect(heads.bucketDigest(0, floorOf)).toEqual(digestOf([]));
    expect(heads.bucketDigest(1, floorOf)).toEqual(digestOf([{ device: chain.device, id: events[7]?.id ?? '' }]));
    expect(heads.bucketDigest(1)).not.toEqual(heads.bucketDigest(1, floorOf));
  });
});
