import { beforeAll, describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
// Virtual time does not wait for an import.
import '@domain/log/inspectUpdate.ts';
import type { HistoryProgress } from '@services/replication/historyPlan.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { DIGEST_INTERVAL } from '@services/replication/sessionLimits.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, makeDevice, must } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, makeReplica } from '../support/replica.ts';

/** Several pieces. */
const ALICES = 2700;
const BOBS = 800;
const HOUR = 3_600_000;
const LATENCY = 5;
const hooks = { ownCard: () => Uint8Array.of(7), onCard: () => Promise.resolve(true) };
const peerOf = ({ certificate }: TestDevice) => ({ account: certificate.account, device: certificate.device });

let alice: TestDevice;
let bob: TestDevice;
/** Alice's device, which holds all of a long talk. */
let full: Replica;
let source: Replicator;

interface Joiner {
  readonly replica: Replica;
  readonly replicator: Replicator;
  readonly progress: (HistoryProgress | null)[];
}

/** Bob's device, with whatever is on the disk. */
async function join(disk = new MemoryDisk()): Promise<Joiner> {
  const replica = await makeReplica(bob, alice, { clock: full.clock, disk });
  const replicator = new Replicator(replica.context, hooks);
  const progress: Joiner['progress'] = [];
  replicator.history.subscribe(() => progress.push(replicator.history.get().get(replica.space) ?? null));
  return { replica, replicator, progress };
}
function connect({ replicator }: Joiner): SpokenLink {
  const [there, here] = [new SpokenLink(), new SpokenLink()];
  joinSlowly(there, here);
  joinSlowly(here, there);
  source.link(there, peerOf(bob));
  replicator.link(here, peerOf(alice));
  return here;
}
/** What is said takes a while to be heard. */
function joinSlowly(from: SpokenLink, to: SpokenLink): void {
  from.send = (channel, message) => {
    const copy = message.slice();
    full.clock.after(LATENCY, () => {
      if (!from.isClosed && !to.isClosed) to.hear(copy, channel);
    });
    return Promise.resolve({ ok: true, value: undefined });
  };
}
/** Lets turns pass, until something holds or nothing more happens. */
async function pass(until: () => boolean = () => false): Promise<void> {
  for (let turn = 0; turn < 300 && !until(); turn += 1) await full.clock.advance(turn < 200 ? 1 : 20);
}
const digestOf = async (replicator: Replicator) => (await replicator.logOf(full.space))?.heads.digest();
const keyOf = ({ content }: AdmittedEvent) => `${content.device}/${content.seq}`;
const storeOf = async ({ store, space }: Replica) => ({
  chains: must(await store.chainHeads(space)),
  buckets: must(await store.bucketHeads(space)),
  events: must(await store.figures()).events,
});
const rowsOf = async ({ store, space }: Replica) =>
  must(await store.messages(space, { kind: 'latest', limit: 10_000 })).messages.map(({ id, at }) => [id, at]);
async function expectWhole({ replica, replicator }: Joiner): Promise<void> {
  expect(await storeOf(replica)).toEqual(await storeOf(full));
  expect(await rowsOf(replica)).toEqual(await rowsOf(full));
  expect(await digestOf(replicator)).toEqual(await digestOf(source));
  expect(replicator.history.get().size).toBe(0);
}

beforeAll(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
  full = await makeReplica(alice, bob);
  source = new Replicator(full.context, hooks);
  // What Bob said from the device he lost.
  const lost = await makeReplica(bob, alice, { clock: full.clock });
  const speaker = new Replicator(lost.context, hooks);
  for (let n = 0; n < ALICES; n += 1) {
    must(await source.author(full.space, 'chat.message', { text: `a${n}` }));
    if (n < BOBS) must(await speaker.author(full.space, 'chat.message', { text: `b${n}` }));
    full.clock.jump(HOUR / 2);
  }
  const log = await source.logOf(full.space);
  const taking = log?.restore(lost.admitted.map(({ payload }) => payload));
  for (let turn = 0; turn < 60; turn += 1) await full.clock.advance(1);
  expect(must((await taking) ?? { ok: false, error: { code: 'x', message: 'no log' } }).restored).toBe(BOBS);
});

describe('history', () => {
  it('REP-17 comes newest first, with its progress, and is the same in the end', async () => {
    const joiner = await join();
    connect(joiner);
    await pass(() => joiner.replica.admitted.length > 0);
    const newest = full.admitted.filter(({ content }) => content.device === alice.certificate.device).at(-1);
    expect(joiner.replica.admitted.some(({ id }) => id === newest?.id)).toBe(true);
    expect(joiner.replica.admitted.length).toBeLessThan(ALICES);
    const page = must(await joiner.replica.store.messages(full.space, { kind: 'latest', limit: 20 }));
    expect(page.messages.map(({ id }) => id)).toEqual((await rowsOf(full)).slice(-20).map(([id]) => id));
    await pass();
    const shown = joiner.progress.flatMap((one) => (one === null ? [] : [one]));
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.map(({ held }) => held)).toEqual(shown.map(({ held }) => held).toSorted((a, b) => a - b));
    expect(shown.at(-1)?.total).toBe(ALICES + BOBS);
    expect(joiner.progress.at(-1)).toBeNull();
    expect(joiner.replica.admitted).toHaveLength(ALICES + BOBS);
    await expectWhole(joiner);
  });

  it('REP-17 what is said meanwhile is there at once, and nothing is called delivered that is not', async () => {
    const joiner = await join();
    connect(joiner);
    await pass(() => joiner.replica.admitted.length > 0);
    const acknowledged = async () =>
      must(await full.store.acknowledgements(full.space)).find(({ chain }) => chain === alice.certificate.device)?.seq;
    const before = await acknowledged();
    const live = must(await source.author(full.space, 'chat.message', { text: 'live' }));
    await pass(() => joiner.replica.admitted.some(({ id }) => id === live.id));
    expect(joiner.replica.admitted.some(({ id }) => id === live.id)).toBe(true);
    expect(joiner.replicator.history.get().has(full.space)).toBe(true);
    expect(await acknowledged()).toBe(before);
    await pass();
    expect(await acknowledged()).toBe(live.content.seq);
    await expectWhole(joiner);
  });

  it('REP-17 goes on after a restart where it was', async () => {
    const first = await join();
    const link = connect(first);
    await pass(() => first.replica.admitted.length > 1200);
    link.close();
    first.replicator.dispose();
    const second = await join(first.replica.disk);
    connect(second);
    await pass();
    expect(first.replica.admitted.length).toBeLessThan(ALICES);
    const all = [...first.replica.admitted, ...second.replica.admitted].map(keyOf);
    expect(new Set(all).size).toBe(all.length);
    await expectWhole(second);
  });

  it('JNL-14 what came of it survives the loss of the database', async () => {
    const first = await join();
    const link = connect(first);
    await pass(() => first.replica.admitted.length > 1200);
    link.close();
    await pass();
    const held = await storeOf(first.replica);
    expect(held.chains.some(({ floor }) => floor > 0)).toBe(true);
    const payloads: Uint8Array[] = [];
    must(
      await first.replica.journal.readAll(async (entries) => {
        for (const entry of entries) if (entry.t === 'event') payloads.push(entry.payload);
      }),
    );
    const rebuilt = await join();
    const log = await rebuilt.replicator.logOf(full.space);
    if (log === null) throw new Error('no log');
    const restoring = log.restore(payloads).then(async (restored) => log.restoreBelow(must(restored).waiting));
    await pass();
    must(await restoring);
    expect(await storeOf(rebuilt.replica)).toEqual(held);
  });
});

describe('a piece of a chain', () => {
  async function begun(): Promise<{ joiner: Joiner; link: SpokenLink; range: { from: number; below: number } }> {
    const joiner = await join();
    const link = new SpokenLink();
    joiner.replicator.link(link, peerOf(alice));
    await settle();
    link.take();
    const { id, content } =
      full.admitted.filter((event) => event.content.device === alice.certificate.device)[2500] ?? fail();
    link.hear({ t: 'buckets', space: full.space, buckets: [[1, new Uint8Array(32)]] });
    await settle();
    link.hear({ t: 'heads', space: full.space, ask: false, chains: [[content.device, 2500, id, content.at, 0]] });
    await settle();
    const range = link.take().find(({ t }) => t === 'range');
    if (range?.t !== 'range') throw new Error('no question');
    return { joiner, link, range };
  }
  const fail = (): never => {
    throw new Error('no event');
  };
  const alices = (from: number, to: number) =>
    full.admitted.filter(({ content }) => content.device === alice.certificate.device).slice(from, to);
  const say = async ({ link }: { link: SpokenLink }, from: number, events: readonly AdmittedEvent[]) => {
    const payloads = events.map(({ payload }) => payload);
    link.hear({ t: 'events', space: full.space, device: alice.certificate.device, from, payloads });
    for (let turn = 0; turn < 20; turn += 1) await full.clock.advance(1);
    return link.take();
  };

  it('REP-18 is asked for from the end, and the next before it is stored', async () => {
    const { joiner, link, range } = await begun();
    expect(range).toMatchObject({ from: 0, below: 2501, up: false });
    const [next] = await say({ link }, 2401, alices(2401, 2501));
    expect(next).toMatchObject({ t: 'range', below: 2401 });
    expect(joiner.replica.admitted.map(({ content }) => content.seq)).toEqual(
      alices(2401, 2501).map((e) => e.content.seq),
    );
  });

  it.each([
    ['other places than asked for', 2300, () => alices(2300, 2400), 1],
    ['a gap in it', 2401, () => [...alices(2401, 2450), ...alices(2451, 2501), ...alices(2500, 2501)], 0],
    ['nothing', 2501, () => [], 0],
  ])('REP-18 with %s is refused and nothing is kept', async (_, from, events, strikes) => {
    const { joiner, link } = await begun();
    await say({ link }, from, events());
    expect(joiner.replica.admitted).toEqual([]);
    expect(joiner.replicator.sessions.get().map(({ refused }) => refused)).toEqual([strikes]);
  });

  it('REP-18 that does not lead to what is held is refused', async () => {
    const { joiner, link } = await begun();
    await say({ link }, 2401, alices(2401, 2501));
    const [first] = alices(2400, 2401);
    const forged = { ...(first ?? fail()), payload: (first ?? fail()).payload.slice().fill(1, 0, 64) };
    await say({ link }, 2399, [...alices(2399, 2400), forged]);
    expect(joiner.replica.admitted).toHaveLength(100);
    expect(joiner.replicator.sessions.get().map(({ refused }) => refused)).toEqual([1]);
  });

  it('REP-17 that is not answered is asked for again', async () => {
    const { link } = await begun();
    await full.clock.advance(4 * DIGEST_INTERVAL);
    const said = link.take();
    expect(said.some(({ t }) => t === 'heads')).toBe(false);
    link.hear({ t: 'buckets', space: full.space, buckets: [[1, new Uint8Array(32)]] });
    await settle();
    expect(link.take()).toMatchObject([{ t: 'heads', ask: true }]);
  });
});
