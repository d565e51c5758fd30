import { describe, expect, it } from 'vitest';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { AccountId } from '@shared/ids.ts';
import { MAX_BLOB_ROWS } from '@domain/blob/messages.ts';
import { FEW_UNANSWERED, QUESTIONS, SEND_AHEAD, WINDOW } from '@services/blobs/blobLimits.ts';
import type { BlobProgress } from '@services/blobs/blobProgress.ts';
import { blobOf } from '../../../../support/shared/blobFixtures.ts';
import { BlobWorld, type Holder, largeBlob, must } from './blobWorld.ts';

async function two() {
  const { world, holders } = await BlobWorld.of('alice', 'bob');
  const [alice, bob] = holders as [Holder, Holder];
  world.join(alice, bob);
  return { world, alice, bob };
}

async function three() {
  const { world, holders } = await BlobWorld.of('alice', 'bob', 'carol');
  const [alice, bob, carol] = holders as [Holder, Holder, Holder];
  return { world, alice, bob, carol };
}

const isHere = (holder: Holder, blob: ReturnType<typeof blobOf>) => () => holder.progress(blob).state === 'here';

describe('fetching', () => {
  it('BLX-1 brings a blob over, every byte, and says so', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    bob.fetch(blob);
    const states: BlobProgress[] = [];
    const progress = bob.exchange.progress(blob.id);
    progress.subscribe(() => states.push(progress.get()));
    await world.until(isHere(bob, blob));
    expect(await bob.isWhole(blob)).toBe(true);
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['loading', 'here']));
    const held = states.map((each) => each.held);
    expect(held).toEqual(held.toSorted((a, b) => a - b));
    expect(bob.completed).toEqual([blob.id]);
    expect(await bob.records.all()).toMatchObject([
      { id: blob.id, state: 'complete', origin: 'received', keep: false },
    ]);
  });

  it('BLX-1 brings an empty blob and one of a single short chunk', async () => {
    const { world, alice, bob } = await two();
    for (const blob of [blobOf(0), blobOf(1)]) {
      await alice.has(blob);
      bob.fetch(blob);
      await world.until(isHere(bob, blob));
      expect(await bob.isWhole(blob)).toBe(true);
    }
  });

  it('BLX-16 brings hundreds of blobs over one link, which they do not end', async () => {
    const { world, alice, bob } = await two();
    const blobs = Array.from({ length: 300 }, (_, place) => blobOf(1, 100 + place));
    for (const blob of blobs) await alice.has(blob);
    // A disk that takes a moment for each, so that questions pile up.
    const holding = alice.blobs.holding.bind(alice.blobs);
    alice.blobs.holding = async (id) => {
      await new Promise<void>((resolve) => void world.clock.after(2, resolve));
      return holding(id);
    };
    // Each is asked for by itself where the link is there already.
    await world.pass(500);
    for (const blob of blobs) bob.fetch(blob, 'idle');
    await world.pass(10);
    bob.exchange.refresh(alice.account);
    await world.until(() => blobs.every((blob) => isHere(bob, blob)()));
    expect(alice.log.recent('warn')).toEqual([]);
  });

  it('BLX-16 asks of a peer no more than it allows, and first what a person waits for', async () => {
    const { world, holders } = await BlobWorld.of('alice');
    const [alice] = holders as [Holder];
    const other = `${'Z'.repeat(42)}A` as AccountId;
    const rogue = world.rogue(other, alice);
    await world.pass(500);
    const asked = () => rogue.heard.flatMap((message) => (message.t === 'blob.ask' ? message.blobs : []));
    for (let place = 0; place < 300; place += 1) alice.fetch(blobOf(1, 1000 + place), 'idle');
    await world.pass(300);
    // Nothing is answered.
    const before = asked().length;
    expect(before).toBeLessThan(FEW_UNANSWERED + MAX_BLOB_ROWS);
    const wanted = blobOf(1, 5000);
    alice.fetch(wanted, 'now');
    for (let times = 0; times < 10; times += 1) {
      alice.exchange.refresh(other);
      await world.pass(100);
    }
    expect(asked()).toHaveLength(before);
    // It is asked on after a while, and who waits comes first.
    await world.pass(20_000);
    expect(asked()[before]).toBe(wanted.id);
    expect(asked().length).toBeLessThan(QUESTIONS.capacity);
  });

  it('BLX-1 takes chunks from several sources at once, and each but once', async () => {
    const { world, alice, bob, carol } = await three();
    const blob = largeBlob();
    await alice.has(blob);
    await bob.has(blob);
    world.join(alice, carol);
    world.join(bob, carol);
    await world.pass(500);
    const given = [alice.reads(), bob.reads()];
    const writes: number[] = [];
    const write = carol.blobs.write.bind(carol.blobs);
    carol.blobs.write = (id, index, bytes) => {
      writes.push(index);
      return write(id, index, bytes);
    };
    carol.fetch(blob);
    await world.until(isHere(carol, blob));
    expect(await carol.isWhole(blob)).toBe(true);
    expect(writes.toSorted((a, b) => a - b)).toEqual([...blob.chunks.keys()]);
    expect(Math.min(...given.map(({ length }) => length))).toBeGreaterThan(4);
  });

  it('BLX-1 puts a blob together from parts, the rarest first', async () => {
    const { world, alice, bob, carol } = await three();
    const blob = blobOf(12);
    await alice.hasSome(blob, [0, 1, 2, 3, 4, 5, 6, 7]);
    await bob.hasSome(blob, [4, 5, 6, 7, 8, 9, 10, 11]);
    world.join(alice, carol);
    world.join(bob, carol);
    await world.pass(500);
    const order = alice.reads();
    carol.fetch(blob);
    await world.until(isHere(carol, blob));
    expect(await carol.isWhole(blob)).toBe(true);
    expect(order.slice(0, 2)).toEqual([0, 1]);
  });

  it('BLX-2 owes no source more than a window, counted until it is on the disk', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    let waiting = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const write = bob.blobs.write.bind(bob.blobs);
    bob.blobs.write = async (id, index, bytes) => {
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise<void>((resolve) => release.push(resolve));
      waiting -= 1;
      return write(id, index, bytes);
    };
    bob.fetch(blob);
    await world.pass(3000);
    expect([waiting, most]).toEqual([WINDOW, WINDOW]);
    await world.until(() => {
      for (const go of release.splice(0)) go();
      return bob.progress(blob).state === 'here';
    });
    expect(most).toBe(WINDOW);
  });

  it('BLX-4 reads no more than the link takes', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    await world.pass(500);
    world.network.setConditions({ bandwidth: 1 });
    const reads = alice.reads();
    bob.fetch(blob);
    await world.pass(BLOB_CHUNK_BYTES / 2);
    expect(reads).toHaveLength(SEND_AHEAD);
  });

  it('BLX-9 loads first what a person waits for', async () => {
    const { world, alice, bob } = await two();
    const blobs = [1, 2, 3].map((seed) => largeBlob(seed));
    for (const blob of blobs) await alice.has(blob);
    await world.pass(500);
    const [first, ...others] = blobs.toReversed();
    for (const blob of others) bob.fetch(blob, 'idle');
    if (first !== undefined) bob.fetch(first, 'now');
    await world.until(() => bob.completed.length === 3);
    expect(bob.completed[0]).toBe(first?.id);
  });

  it('BLX-9 is not held up by blobs nobody has', async () => {
    const { world, alice, bob } = await two();
    for (let seed = 100; seed < 110; seed += 1) bob.fetch(blobOf(2, seed), 'now');
    const blob = blobOf(3);
    await alice.has(blob);
    bob.fetch(blob, 'idle');
    await world.until(isHere(bob, blob));
    expect(bob.progress(blobOf(2, 100)).state).toBe('waiting');
  });
});

describe('links that come and go', () => {
  it('BLX-8 goes on over a new link with the chunks there are', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    const given = alice.reads();
    bob.fetch(blob);
    await world.until(() => bob.progress(blob).held > 10 * BLOB_CHUNK_BYTES);
    world.network.breakLinks(alice.transport, bob.transport);
    const { held } = bob.progress(blob);
    await world.until(isHere(bob, blob));
    expect(held).toBeGreaterThan(10 * BLOB_CHUNK_BYTES);
    expect(await bob.isWhole(blob)).toBe(true);
    expect(given.length).toBeLessThan(blob.chunks.length + WINDOW + 2);
  });

  it('BLX-8 goes on after a restart', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    bob.fetch(blob);
    await world.until(() => bob.progress(blob).held > 10 * BLOB_CHUNK_BYTES);
    world.network.breakLinks(alice.transport, bob.transport);
    await bob.restart();
    expect(bob.progress(blob)).toMatchObject({ state: 'waiting', size: blob.bytes.length });
    await world.until(isHere(bob, blob));
    expect(await bob.isWhole(blob)).toBe(true);
  });

  it('BLX-8 hears by itself that a blob came to who was asked in vain', async () => {
    const { world, alice, bob } = await two();
    const blob = blobOf(3);
    bob.fetch(blob);
    await world.pass(1000);
    expect(bob.progress(blob)).toMatchObject({ state: 'waiting', sources: 0 });
    await alice.has(blob);
    alice.exchange.announce(blob.id);
    await world.pass(1000);
    expect(bob.progress(blob).state).toBe('here');
  });

  it('BLX-8 asks who has nothing of it ever more seldom, and as at first once somebody new is linked', async () => {
    const { world, holders } = await BlobWorld.of('alice', 'bob', 'carol');
    const [alice, bob, carol] = holders as [Holder, Holder, Holder];
    world.join(alice, bob);
    const blob = blobOf(3);
    bob.fetch(blob);
    const questions = () => alice.asked.filter(([, asked]) => asked === blob.id).length;
    await world.pass(70_000, 500);
    // At once, after 20 s, and after 40 s more.
    expect(questions()).toBe(3);
    await world.pass(80_000, 500);
    expect(questions()).toBe(4);
    // The next would be in two minutes and a half.
    world.join(bob, carol);
    await world.pass(30_000, 500);
    expect(questions()).toBe(5);
  });

  it('BLX-8 passes a blob on from device to device', async () => {
    const { world, alice, bob, carol } = await three();
    const blob = blobOf(6);
    await alice.has(blob);
    world.join(bob, carol);
    carol.fetch(blob);
    await world.pass(1000);
    world.join(alice, bob);
    bob.fetch(blob);
    await world.until(isHere(carol, blob));
    expect(await carol.isWhole(blob)).toBe(true);
  });

  it('BLX-6 asks others for what a silent source owes', async () => {
    const { world, alice, bob, carol } = await three();
    const blob = largeBlob();
    await alice.has(blob);
    await bob.has(blob);
    alice.blobs.read = () => new Promise(() => undefined);
    world.join(alice, carol);
    world.join(bob, carol);
    await world.pass(500);
    carol.fetch(blob);
    await world.until(isHere(carol, blob), 40_000);
    expect(await carol.isWhole(blob)).toBe(true);
  });
});

describe('the person', () => {
  it('BLX-10 pauses, over a restart, and goes on', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    bob.fetch(blob);
    await world.until(() => bob.progress(blob).held > 5 * BLOB_CHUNK_BYTES);
    bob.exchange.pause(blob.id);
    await world.pass(2000);
    const { held } = bob.progress(blob);
    await world.pass(30_000, 500);
    expect(bob.progress(blob)).toMatchObject({ state: 'absent', isPaused: true, held });
    world.network.breakLinks(alice.transport, bob.transport);
    await bob.restart();
    await world.pass(30_000, 500);
    expect(bob.progress(blob)).toMatchObject({ state: 'absent', isPaused: true });
    bob.fetch(blob);
    await world.until(isHere(bob, blob));
    expect(alice.log.recent('warn')).toEqual([]);
  });

  it('BLX-10 cancels: nothing of it stays, and no one is at fault', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    bob.fetch(blob);
    await world.until(() => bob.progress(blob).held > 5 * BLOB_CHUNK_BYTES);
    await bob.exchange.cancel(blob.id);
    await world.pass(2000);
    expect(must(await bob.blobs.list())).toEqual([]);
    expect(await bob.records.all()).toEqual([]);
    expect(bob.progress(blob).state).toBe('absent');
    expect(bob.log.recent('warn')).toEqual([]);
    bob.fetch(blob);
    await world.until(isHere(bob, blob));
  });
});

describe('what may fail', () => {
  it('BLX-11 waits for the person when the disk is full, and goes on', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    bob.fetch(blob);
    await world.until(() => bob.progress(blob).held > 5 * BLOB_CHUNK_BYTES);
    bob.host.setFailure('blob.write', 'storage-full');
    await world.pass(30_000, 500);
    expect(bob.progress(blob)).toMatchObject({ state: 'failed', error: 'storage-full' });
    bob.host.setFailure('blob.write', null);
    await world.pass(30_000, 500);
    expect(bob.progress(blob).state).toBe('failed');
    bob.fetch(blob);
    await world.until(isHere(bob, blob));
    expect(await bob.isWhole(blob)).toBe(true);
  });

  it('BLX-11 tries again by itself when the host was away', async () => {
    const { world, alice, bob } = await two();
    const blob = blobOf(8);
    await alice.has(blob);
    bob.host.setFailure('blob.holding', 'unreachable');
    bob.fetch(blob);
    await world.pass(2000);
    expect(bob.progress(blob)).toMatchObject({ state: 'failed', error: 'unreachable' });
    bob.host.setFailure('blob.holding', null);
    await world.until(isHere(bob, blob), 40_000);
  });

  it('BLX-12 fetches again what was damaged on the disk of a giver', async () => {
    const { world, alice, bob, carol } = await three();
    const blob = blobOf(6);
    await alice.has(blob);
    await bob.has(blob);
    bob.host.damageBlob(blob.id, 3);
    world.join(alice, bob);
    world.join(bob, carol);
    await world.pass(500);
    carol.fetch(blob);
    await world.until(isHere(carol, blob), 60_000);
    expect(await carol.isWhole(blob)).toBe(true);
    expect(await bob.isWhole(blob)).toBe(true);
  });

  it('BLX-13 tells screens a few times a second, not at every chunk', async () => {
    const { world, alice, bob } = await two();
    const blob = largeBlob();
    await alice.has(blob);
    await world.pass(500);
    world.network.setConditions({ bandwidth: Number.POSITIVE_INFINITY, latency: 0, jitter: 0 });
    bob.fetch(blob);
    let told = 0;
    bob.exchange.progress(blob.id).subscribe(() => {
      told += 1;
    });
    await world.until(isHere(bob, blob));
    expect(told).toBeLessThan(blob.chunks.length / 2);
  });
});
