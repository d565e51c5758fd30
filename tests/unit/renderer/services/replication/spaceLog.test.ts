import { beforeEach, describe, expect, it } from 'vitest';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { SpaceLog } from '@services/replication/spaceLog.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type TestDevice, codeOf, makeDevice, mutated, must, signEvent } from '../../domain/support/devices.ts';
import { type Replica, makeReplica } from '../support/replica.ts';

let alice: TestDevice;
let bob: TestDevice;
let replica: Replica;
let log: SpaceLog;

async function open(from: Replica): Promise<SpaceLog> {
  const opened = await SpaceLog.open(from.context, from.space);
  if (opened === null) throw new Error('the log did not open');
  return opened;
}
const say = (text: string, to: SpaceLog = log) => to.author('chat.message', { text });
const own = async (from: Replica = replica) =>
  must(await from.store.chainHeads(from.space)).find(({ device }) => device === from.device.certificate.device);
async function journalled(from: Replica = replica): Promise<number> {
  return must(await from.journal.count()).count;
}

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
  replica = await makeReplica(alice, bob);
  log = await open(replica);
});

describe('own events', () => {
  it('REP-2 are durable in store and journal when they resolve', async () => {
    const event = must(await say('one'));
    expect(event.content).toMatchObject({ seq: 0, prev: null, kind: 'chat.message', body: { text: 'one' } });
    expect(must(await replica.store.scan(null, 9)).map(({ id }) => id)).toEqual([event.id]);
    expect(await journalled()).toBe(1);
    expect(replica.admitted).toEqual([event]);
  });

  it('REP-1 many at once make one chain', async () => {
    const events = await Promise.all(Array.from({ length: 50 }, (_, n) => say(`n${n}`)));
    const made = events.map((event) => must(event));
    expect(made.map(({ content }) => content.seq)).toEqual([...made.keys()]);
    for (const [index, event] of made.entries()) expect(event.content.prev).toBe(made[index - 1]?.id ?? null);
    expect((await own())?.seq).toBe(49);
    expect(await journalled()).toBe(50);
  });

  it('REP-1 the clock rises along the chain even when the wall clock goes back a year', async () => {
    const first = must(await say('one'));
    replica.clock.jump(-365 * 86_400_000);
    const second = must(await say('two'));
    expect(second.content.at).toBe(first.content.at + 1);
    expect(second.sortAt).toBeGreaterThan(first.sortAt);
  });

  it('REP-2 refuses a body too large, and goes on', async () => {
    expect(codeOf(await log.author('chat.message', { text: 'x'.repeat(70_000) }))).toBe('event-too-large');
    expect(must(await say('after')).content.seq).toBe(0);
    expect(await journalled()).toBe(1);
  });

  it('REP-2 a journal that is away does not stop a person: what it lacks waits', async () => {
    replica.host.setFailure('journal.append', 'unreachable');
    must(await say('one'));
    expect(replica.journal.state.get()).toMatchObject({ reachable: false, behind: 1 });
    replica.host.setFailure('journal.append', null);
    must(await say('two'));
    expect(await journalled()).toBe(2);
    expect(replica.journal.isComplete()).toBe(true);
  });
});

describe('several own events at once', () => {
  const bodies = (...texts: readonly string[]) => texts.map((text) => ({ text }));

  it('REP-2 stand one behind the other, are kept in one write and told together', async () => {
    must(await say('zero'));
    const run = must(await log.authorRun('chat.message', bodies('one', 'two', 'three')));
    expect(run.map(({ content }) => content.seq)).toEqual([1, 2, 3]);
    expect(run.map(({ content }) => content.prev)).toEqual([replica.admitted[0]?.id, run[0]?.id, run[1]?.id]);
    expect(replica.admitted.map(({ id }) => id).slice(1)).toEqual(run.map(({ id }) => id));
    expect(await journalled()).toBe(4);
    expect(must(await say('four')).content.seq).toBe(4);
  });

  it('REP-2 none is made where one is too large, and nothing takes no place', async () => {
    const tooLarge = bodies('one', 'x'.repeat(70_000));
    expect(codeOf(await log.authorRun('chat.message', tooLarge))).toBe('event-too-large');
    expect(must(await log.authorRun('chat.message', []))).toEqual([]);
    expect(must(await say('after')).content.seq).toBe(0);
    expect(await journalled()).toBe(1);
  });

  it('REP-3 keep their places where the disk fails, and are the same ones when they are tried again', async () => {
    replica.disk.writeFault = 'storage-full';
    const failed = await log.authorRun('chat.message', bodies('one', 'two'));
    expect(codeOf(failed)).toBe('storage-full');
    expect((await say('one')).ok).toBe(false);
    replica.disk.writeFault = null;
    const kept = must(await log.authorRun('chat.message', bodies('one', 'two')));
    expect(failed).toMatchObject({ error: { event: kept[0]?.id } });
    expect(kept.map(({ content }) => content.seq)).toEqual([0, 1]);
    expect(must(await say('three')).content.seq).toBe(2);
    expect(replica.admitted.map(({ content }) => content.body)).toEqual(bodies('one', 'two', 'three'));
    expect(await journalled()).toBe(3);
  });
});

describe('a disk that fails', () => {
  it('REP-3 the same words again are the same event, once', async () => {
    must(await say('zero'));
    replica.disk.writeFault = 'storage-full';
    const failed = await say('one');
    expect(failed).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect(await say('one')).toEqual(failed);
    replica.disk.writeFault = null;
    const kept = must(await say('one'));
    expect(failed).toMatchObject({ error: { event: kept.id } });
    expect(kept.content.seq).toBe(1);
    expect(await journalled()).toBe(2);
    expect(replica.admitted.filter(({ id }) => id === kept.id)).toHaveLength(1);
  });

  it('REP-3 other words after it come after it: the chain never forks', async () => {
    replica.disk.writeFault = 'storage-full';
    expect((await say('one')).ok).toBe(false);
    replica.disk.writeFault = null;
    const second = must(await say('two'));
    expect(second.content.seq).toBe(1);
    expect(replica.admitted.map(({ content }) => content.body)).toEqual([{ text: 'one' }, { text: 'two' }]);
    expect(await journalled()).toBe(2);
  });

  it('REP-3 its place stays taken where the journal failed as well, for what it kept back goes out later', async () => {
    replica.disk.writeFault = 'storage-failed';
    replica.host.setFailure('journal.append', 'storage-full');
    expect((await say('one')).ok).toBe(false);
    replica.disk.writeFault = null;
    replica.host.setFailure('journal.append', null);
    expect(must(await say('two')).content.seq).toBe(1);
    expect(await journalled()).toBe(2);
  });

  it('REP-3 what only the journal has comes back after a restart, and own words go on behind it', async () => {
    must(await say('zero'));
    replica.disk.writeFault = 'storage-full';
    await say('lost?');
    replica.disk.writeFault = null;
    const again = await makeReplica(alice, bob, replica);
    const reopened = await open(again);
    const payloads: Uint8Array[] = [];
    await again.journal.readAll(
      async (entries) =>
        void payloads.push(...entries.flatMap((entry) => (entry.t === 'event' ? [entry.payload] : []))),
    );
    expect(must(await reopened.restore(payloads))).toEqual({ restored: 1, waiting: [] });
    expect(must(await say('next', reopened)).content.seq).toBe(2);
  });
});

describe('events of the other', () => {
  let bobs: Replica;
  let bobLog: SpaceLog;
  let events: AdmittedEvent[];

  beforeEach(async () => {
    bobs = await makeReplica(bob, alice, { clock: replica.clock });
    bobLog = await open(bobs);
    events = [];
    for (const text of ['a', 'b', 'c']) events.push(must(await say(text, bobLog)));
  });

  const updateOf = (list: readonly AdmittedEvent[], start = 0) =>
    encodeUpdate(replica.space, events[0]?.bucket ?? 0, [
      { device: bob.certificate.device, start, payloads: list.map(({ payload }) => payload) },
    ]);
  const take = (update: Uint8Array, bucket = events[0]?.bucket ?? 0) => passing(log.take(bucket, update));
  /** A long run lets the thread go in between: time has to pass. */
  async function passing<T>(work: Promise<T>): Promise<T> {
    for (let turn = 0; turn < 20; turn += 1) await replica.clock.advance(0);
    return work;
  }

  it('REP-4 are taken, once, and journalled', async () => {
    expect(must(await take(updateOf(events)))).toHaveLength(3);
    expect(must(await take(updateOf(events)))).toHaveLength(0);
    expect(must(await take(updateOf(events.slice(1), 1)))).toHaveLength(0);
    expect(replica.admitted).toHaveLength(3);
    expect(await journalled()).toBe(3);
    expect(log.heads.digest()).toEqual(bobLog.heads.digest());
  });

  it('ADM-7 REP-4 one bad event refuses the whole update, and nothing changes', async () => {
    const [first, second] = events as [AdmittedEvent, AdmittedEvent];
    const forged = { ...second, payload: mutated(second.payload, [[3, 1]]) };
    const before = log.heads.digest();
    expect(codeOf(await take(updateOf([first, forged])))).toBe('signature-invalid');
    expect(log.heads.digest()).toEqual(before);
    expect(await journalled()).toBe(0);
    expect(replica.admitted).toEqual([]);
  });

  it('ADM-7 REP-4 refuses what does not belong: other space, other device, other week, other form', async () => {
    const base = {
      space: replica.space,
      kind: 'chat.message',
      seq: 0,
      prev: null,
      at: replica.clock.now(),
      body: { text: 'x' },
    };
    const carol = await makeDevice(3);
    const run = async (event: Parameters<typeof signEvent>[1], signer = bob) =>
      codeOf(await take(updateOf([(await signEvent(signer, event)) as AdmittedEvent])));
    expect(await run({ ...base, space: 'A'.repeat(43) as typeof replica.space })).toBe('wrong-space');
    expect(await run(base, carol)).toBe('event-misplaced');
    expect(await run(base, alice)).toBe('event-misplaced');
    expect(await run({ ...base, at: base.at + 30 * 86_400_000 })).toBe('event-misplaced');
    expect(codeOf(await take(updateOf([{ payload: new Uint8Array(100) } as AdmittedEvent])))).toBe('event-malformed');
    expect(codeOf(await take(updateOf([{ payload: new Uint8Array(66_000) } as AdmittedEvent])))).toBe(
      'event-too-large',
    );
    expect(await journalled()).toBe(0);
  });

  it('REP-4 a fork of their own chain is refused, and the first stays', async () => {
    must(await take(updateOf(events.slice(0, 1))));
    const fork = await signEvent(bob, {
      ...events[1]?.content,
      space: replica.space,
      kind: 'chat.message',
      seq: 1,
      prev: 'A'.repeat(43) as AdmittedEvent['id'],
      at: replica.clock.now() + 9,
      body: { text: 'other' },
    });
    expect(codeOf(await take(updateOf([fork as AdmittedEvent], 1)))).toBe('chain-fork');
    expect(must(await take(updateOf(events.slice(1), 1)))).toHaveLength(2);
  });

  it('REP-8 another chain of this very device is called so: it is not their offence', async () => {
    const stale = await makeReplica(alice, bob);
    must(await say('from the old copy', await open(stale)));
    must(await say('from the new copy'));
    const { space } = stale;
    const { device } = alice.certificate;
    const [payload] = must(await stale.store.payloads({ space, bucket: bucketOf(stale.clock.now()), device, from: 0 }));
    const next = await signEvent(alice, {
      space: replica.space,
      kind: 'chat.message',
      seq: 1,
      prev: must(await stale.store.chainHeads(stale.space))[0]?.id ?? null,
      at: stale.clock.now() + 1000,
      body: null,
    });
    const update = encodeUpdate(replica.space, bucketOf(stale.clock.now()), [
      { device: alice.certificate.device, start: 0, payloads: [payload ?? new Uint8Array(), next.payload] },
    ]);
    expect(codeOf(await take(update))).toBe('own-fork');
  });

  it('REP-4 a full disk refuses for now; the same update is taken when there is room', async () => {
    replica.disk.writeFault = 'storage-full';
    expect(codeOf(await take(updateOf(events)))).toBe('storage-full');
    replica.disk.writeFault = null;
    expect(must(await take(updateOf(events)))).toHaveLength(3);
  });

  it('EVT-9 a batch from a clock a year ahead is shown on arrival, in its own order', async () => {
    const ahead = await makeReplica(bob, alice);
    ahead.clock.jump(365 * 86_400_000);
    const aheadLog = await open(ahead);
    const made: AdmittedEvent[] = [];
    for (let n = 0; n < 20; n += 1) made.push(must(await say(`n${n}`, aheadLog)));
    const update = encodeUpdate(replica.space, made[0]?.bucket ?? 0, [
      { device: bob.certificate.device, start: 0, payloads: made.map(({ payload }) => payload) },
    ]);
    must(await take(update, made[0]?.bucket));
    const page = must(await replica.store.messages(replica.space, { kind: 'latest', limit: 50 }));
    expect(page.messages.map(({ body }) => (body.kind === 'text' ? body.text : '?'))).toEqual(
      made.map((_, n) => `n${n}`),
    );
    expect(page.messages.at(-1)?.at).toBeLessThan(replica.clock.now() + 1000);
    expect(must(await say('mine')).content.at).toBeLessThan(replica.clock.now() + 1000);
  });

  it('REP-5 answers with what a peer lacks, in pieces of at most 256 KiB', async () => {
    const text = 'x'.repeat(16_000);
    for (let n = 0; n < 40; n += 1) must(await say(text, bobLog));
    const bucket = events[0]?.bucket ?? 0;
    const updates: Uint8Array[] = [];
    for await (const update of bobLog.updatesAbove(bucket, () => 2)) updates.push(update);
    expect(updates.length).toBeGreaterThan(2);
    for (const update of updates) expect(update.length).toBeLessThan(300 * 1024);
    must(await take(updateOf(events.slice(0, 2))));
    for (const update of updates) must(await take(update));
    expect(log.heads.digest()).toEqual(bobLog.heads.digest());
  });
});

describe('restoring from the journal', () => {
  async function payloadsOf(count: number): Promise<Uint8Array[]> {
    const source = await makeReplica(alice, bob, { clock: replica.clock });
    const sourceLog = await open(source);
    const made: Uint8Array[] = [];
    for (let n = 0; n < count; n += 1) {
      made.push(must(await say(`n${n}`, sourceLog)).payload);
      await source.clock.advance(86_400_000);
    }
    return made;
  }

  it('JNL-7 takes them in any order, over weeks', async () => {
    const payloads = await payloadsOf(30);
    const shuffled = payloads.map((payload, n) => ({ payload, n: (n * 17) % 30 })).sort((a, b) => a.n - b.n);
    expect(must(await log.restore(shuffled.map(({ payload }) => payload)))).toEqual({ restored: 30, waiting: [] });
    expect((await own())?.seq).toBe(29);
    expect(log.heads.bucketNumbers().length).toBeGreaterThan(3);
    expect(must(await say('next')).content.seq).toBe(30);
    expect(await journalled()).toBe(1);
  });

  it('JNL-7 what follows a gap waits for it', async () => {
    const payloads = await payloadsOf(5);
    const [first, , third, ...rest] = payloads as [Uint8Array, Uint8Array, Uint8Array];
    expect(must(await log.restore([first, third, ...rest]))).toEqual({ restored: 1, waiting: [third, ...rest] });
    expect(must(await log.restore(payloads))).toEqual({ restored: 4, waiting: [] });
  });

  it('JNL-7 what is forged or unreadable is left out, what others said is not', async () => {
    const bobs = await makeReplica(bob, alice);
    const theirs = must(await say('theirs', await open(bobs))).payload;
    const [mine = new Uint8Array()] = await payloadsOf(1);
    const taken = await log.restore([mutated(mine, [[2, 1]]), Uint8Array.of(1), theirs]);
    expect(must(taken).restored).toBe(1);
  });

  it('JNL-7 a store that fails is said, not passed over', async () => {
    const payloads = await payloadsOf(2);
    replica.disk.writeFault = 'storage-full';
    expect(codeOf(await log.restore(payloads))).toBe('storage-full');
  });
});
