import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileStore } from '../../../src/main/services/mailbox/fileStore.ts';
import { JetStreamStore } from '../../../src/main/services/mailbox/jetStreamStore.ts';
import type { Deposit, MailboxStore, StoreLimits } from '../../../src/main/services/mailbox/mailboxStore.ts';
import { hashOf } from '../../../src/main/services/mailbox/receipts.ts';
import { readBusAddress } from '../../../src/main/services/signaling/busAddress.ts';
import { startNats } from '../../support/node/natsForTest.ts';
import { type NatsServer, whyNoNats } from '../../support/node/natsServer.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

const missing = whyNoNats();
if (missing !== null) process.stdout.write(`  the mailbox on JetStream is not tested: ${missing}\n`);

const HOUR = 3_600_000;

function box(): string {
  return randomBytes(32).toString('base64url');
}

function deposit(to: string, more: Partial<Deposit> = {}): Deposit {
  const bytes = new Uint8Array(randomBytes(2048));
  return { box: to, bytes, hash: hashOf(bytes), until: Date.now() + HOUR, ...more };
}

/** A store that can be ended as a crash does, and opened again over what it kept. */
interface Bench {
  store: MailboxStore;
  readonly crash: () => Promise<void>;
  readonly another: () => Promise<MailboxStore>;
}

async function fileBench(limits: Partial<StoreLimits>): Promise<Bench> {
  const directory = temporaryDirectory();
  const open = () => FileStore.open({ directory, limits });
  const bench: Bench = {
    store: await open(),
    // Nothing is flushed or said when a process dies: what was answered has to be in the file.
    crash: async () => {
      bench.store = await open();
    },
    another: () => Promise.resolve(bench.store),
  };
  onTestFinished(() => bench.store.close());
  return bench;
}

async function openJetStream(nats: NatsServer, limits: Partial<StoreLimits>): Promise<MailboxStore> {
  const address = readBusAddress(nats.url);
  if (!address.ok) throw new Error(address.error.message);
  const store = new JetStreamStore({ address: address.value, limits, retryMs: 20 });
  onTestFinished(() => store.close());
  await expect.poll(async () => (await store.secret()).ok).toBe(true);
  return store;
}

async function jetStreamBench(limits: Partial<StoreLimits>): Promise<Bench> {
  const directory = temporaryDirectory();
  const nats = await startNats(['-js', '-sd', directory]);
  const bench: Bench = {
    store: await openJetStream(nats, limits),
    crash: async () => {
      await nats.kill();
      await nats.start();
      await expect.poll(async () => (await bench.store.list([box()], 0, 1)).ok).toBe(true);
    },
    another: () => openJetStream(nats, limits),
  };
  return bench;
}

/** All that is in some mailboxes, read a little at a time. */
async function readAll(store: MailboxStore, boxes: readonly string[], bytes = 4096): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  let after = 0;
  for (let page = 0; page < 1000; page += 1) {
    const read = await store.list(boxes, after, bytes);
    if (!read.ok) throw new Error(read.error.message);
    for (const bundle of read.value.bundles) {
      expect(bundle.id).toBeGreaterThan(after);
      expect(boxes).toContain(bundle.box);
      after = bundle.id;
      all.push(new Uint8Array(bundle.bytes));
    }
    if (!read.value.more) break;
  }
  return all;
}

const kinds = [
  { name: 'file', open: fileBench, isOff: false },
  { name: 'JetStream', open: jetStreamBench, isOff: missing !== null },
];

for (const { name, open, isOff } of kinds) {
  describe.skipIf(isOff)(`the store of a mailbox service, ${name}`, () => {
    it('MBS-4 gives what is in the mailboxes asked for, in the order it came, and nothing of others', async () => {
      const { store } = await open({});
      const [mine, yours, empty] = [box(), box(), box()];
      const kept = [deposit(mine), deposit(yours), deposit(mine), deposit(mine)];
      for (const one of kept) expect((await store.put(one)).ok).toBe(true);
      const bytesOf = (name_: string) => kept.filter((one) => one.box === name_).map(({ bytes }) => bytes);
      expect(await readAll(store, [mine, empty])).toEqual(bytesOf(mine));
      expect(await readAll(store, [yours])).toEqual(bytesOf(yours));
      expect(await readAll(store, [mine, yours, mine])).toEqual(kept.map(({ bytes }) => bytes));
      expect(await readAll(store, [empty])).toEqual([]);
    });

    it('MBS-4 gives one bundle at least, and says when there is more', async () => {
      const { store } = await open({});
      const mine = box();
      for (let count = 0; count < 3; count += 1) await store.put(deposit(mine));
      const first = await store.list([mine], 0, 1);
      expect(first.ok && [first.value.bundles.length, first.value.more]).toEqual([1, true]);
      const all = await store.list([mine], 0, 1024 * 1024);
      expect(all.ok && [all.value.bundles.length, all.value.more]).toEqual([3, false]);
    });

    it('MBS-4 gives the first of many mailboxes, whichever has them, up to the last of all', async () => {
      const { store } = await open({});
      const boxes = Array.from({ length: 40 }, box);
      const kept = Array.from({ length: 60 }, (_, place) => deposit(boxes[(place * 7) % boxes.length] ?? box()));
      for (const one of kept) await store.put(one);
      const page = await store.list(boxes, 0, 4 * 2048);
      expect(page.ok && [page.value.bundles.length, page.value.more]).toEqual([4, true]);
      expect(await readAll(store, boxes.toReversed(), 5000)).toEqual(kept.map(({ bytes }) => bytes));
    });

    it('MBS-8 keeps the same bundle once, however often and however much at once it comes', async () => {
      const { store } = await open({});
      const mine = box();
      const one = deposit(mine);
      const answers = await Promise.all([store.put(one), store.put(one), store.put(one)]);
      answers.push(await store.put(one));
      expect(answers.every(({ ok }) => ok)).toBe(true);
      expect(await readAll(store, [mine])).toEqual([one.bytes]);
    });

    it('MBS-5 removes from the mailbox that is named, and from no other', async () => {
      const { store } = await open({});
      const [mine, yours] = [box(), box()];
      const [first, second, other] = [deposit(mine), deposit(mine), deposit(yours)];
      for (const one of [first, second, other]) await store.put(one);
      const page = await store.list([mine, yours], 0, 1024 * 1024);
      const ids = page.ok ? page.value.bundles.map(({ id }) => id) : [];
      expect(ids).toHaveLength(3);
      expect((await store.remove(yours, ids.slice(0, 2))).ok).toBe(true);
      expect((await store.remove(mine, [...ids.slice(0, 1), 987_654])).ok).toBe(true);
      expect(await readAll(store, [mine, yours])).toEqual([second.bytes, other.bytes]);
    });

    it('MBS-7 takes no more into a mailbox that is full, and goes on taking for others and when there is room again', async () => {
      const { store } = await open({ bundlesPerBox: 3 });
      const [mine, yours] = [box(), box()];
      for (let count = 0; count < 3; count += 1) expect((await store.put(deposit(mine))).ok).toBe(true);
      const refused = await store.put(deposit(mine));
      expect(!refused.ok && refused.error.code).toBe('mailbox-full');
      expect((await store.put(deposit(yours))).ok).toBe(true);
      const page = await store.list([mine], 0, 1);
      await store.remove(mine, page.ok ? page.value.bundles.map(({ id }) => id) : []);
      expect((await store.put(deposit(mine))).ok).toBe(true);
    });

    it('MBS-7 takes no more bytes into a mailbox than it may hold, and small ones beside large ones', async () => {
      const { store } = await open({ bytesPerBox: 300 * 1024 });
      const mine = box();
      const large = () => {
        const bytes = new Uint8Array(randomBytes(131_072));
        return deposit(mine, { bytes, hash: hashOf(bytes) });
      };
      expect([(await store.put(large())).ok, (await store.put(large())).ok]).toEqual([true, true]);
      const refused = await store.put(large());
      expect(!refused.ok && refused.error.code).toBe('mailbox-full');
      expect((await store.put(deposit(mine))).ok).toBe(true);
      const page = await store.list([mine], 0, 1);
      await store.remove(mine, page.ok ? page.value.bundles.map(({ id }) => id) : []);
      expect((await store.put(large())).ok).toBe(true);
      expect(await readAll(store, [mine])).toHaveLength(3);
    });

    it('MBS-16 says under which id a bundle is kept, the same for the same one, and tells when it is gone', async () => {
      const bench = await open({});
      const watcher = await bench.another();
      const gone: number[] = [];
      watcher.watchGone((ids) => gone.push(...ids));
      const [mine, one] = [box(), deposit(box())];
      const [first, second, again] = [
        await bench.store.put(deposit(mine)),
        await bench.store.put(one),
        await bench.store.put(one),
      ];
      expect(again).toEqual(second);
      expect(first).not.toEqual(second);
      const ids = [first, second].map((put) => (put.ok ? put.value : -1));
      await bench.store.remove(mine, ids);
      await expect.poll(() => gone).toEqual(ids.slice(0, 1));
    });

    it('MBS-7 takes nothing more when all of its room is used', async () => {
      const { store } = await open({ bytes: 8 * 1024 });
      const outcomes: string[] = [];
      for (let count = 0; count < 6; count += 1) {
        const put = await store.put(deposit(box()));
        outcomes.push(put.ok ? 'kept' : put.error.code);
      }
      expect(outcomes[0]).toBe('kept');
      expect(outcomes.at(-1)).toBe('service-full');
    });

    it('MBS-6 gives nothing that is over', async () => {
      const { store } = await open({});
      const mine = box();
      const [over, lasting] = [deposit(mine, { until: Date.now() - 1 }), deposit(mine)];
      await store.put(over);
      await store.put(lasting);
      expect(await readAll(store, [mine])).toEqual([lasting.bytes]);
    });

    it('MBS-2 MBS-12 MBS-13 has after a kill and a restart all it said to keep, once, and nothing it said to have removed', async () => {
      const bench = await open({});
      const boxes = Array.from({ length: 8 }, box);
      const kept: Deposit[] = [];
      const gone = new Set<string>();
      const secret = await bench.store.secret();
      for (let round = 0; round < 4; round += 1) {
        const batch = Array.from({ length: 25 }, (_, place) => deposit(boxes[place % boxes.length] ?? box()));
        const answers = await Promise.all(batch.map((one) => bench.store.put(one)));
        kept.push(...batch.filter((_one, place) => answers[place]?.ok === true));
        const page = await bench.store.list(boxes, 0, 3 * 2048);
        for (const { box: name_, id, bytes } of page.ok ? page.value.bundles : []) {
          expect((await bench.store.remove(name_, [id])).ok).toBe(true);
          gone.add(Buffer.from(bytes).toString('hex'));
        }
        await bench.crash();
        // Whoever had no answer says it again.
        const again = kept.at(-1);
        if (again !== undefined && !gone.has(Buffer.from(again.bytes).toString('hex'))) await bench.store.put(again);
      }
      const found = (await readAll(bench.store, boxes)).map((bytes) => Buffer.from(bytes).toString('hex'));
      const wanted = kept.map(({ bytes }) => Buffer.from(bytes).toString('hex')).filter((hex) => !gone.has(hex));
      expect(kept).toHaveLength(100);
      expect(gone.size).toBe(12);
      expect(found.toSorted()).toEqual(wanted.toSorted());
      expect(await bench.store.secret()).toEqual(secret);
    });

    it('MBS-3 has one secret for everybody who uses it', async () => {
      const bench = await open({});
      const other = await bench.another();
      const [one, two] = [await bench.store.secret(), await other.secret()];
      expect(one.ok && one.value.length).toBe(32);
      expect(two).toEqual(one);
    });
  });
}

describe.skipIf(missing !== null)('two nodes with one JetStream', () => {
  it('MBS-13 a node finds what another one kept, and one that is killed takes nothing with it', async () => {
    const directory = temporaryDirectory();
    const nats = await startNats(['-js', '-sd', directory]);
    const [here, there] = [await openJetStream(nats, {}), await openJetStream(nats, {})];
    const mine = box();
    const one = deposit(mine);
    await here.put(one);
    await here.close();
    expect(await readAll(there, [mine])).toEqual([one.bytes]);
    expect((await here.put(deposit(mine))).ok).toBe(false);
  });

  it('MBS-13 says that it cannot while NATS is away, loses nothing, and works again when it is back', async () => {
    const directory = temporaryDirectory();
    const nats = await startNats(['-js', '-sd', directory]);
    const store = await openJetStream(nats, {});
    const mine = box();
    const one = deposit(mine);
    await store.put(one);
    await nats.kill();
    const refused = await store.put(deposit(mine));
    expect(!refused.ok && refused.error.code).toBe('storage-failed');
    const unread = await store.list([mine], 0, 1);
    expect(unread.ok).toBe(false);
    await nats.start();
    await expect.poll(async () => (await store.list([mine], 0, 1)).ok).toBe(true);
    expect(await readAll(store, [mine])).toContainEqual(one.bytes);
  });
});
