import * as Y from 'yjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { clientOf } from '@domain/log/client.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
// Virtual time does not wait for an import.
import '@domain/log/inspectUpdate.ts';
import { decodeSyncMessage, encodeStep1, encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import {
  ACK_DELAY,
  CARDS,
  DIGEST_INTERVAL,
  MAX_STRIKES,
  REFUSALS,
  UNASKED_EVENTS,
} from '@services/replication/sessionLimits.ts';
import { Replicator } from '@services/replication/replicator.ts';
import type { SpaceId } from '@shared/ids.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, makeDevice, mutated, must, signEvent } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, joinLinks, makeReplica } from '../support/replica.ts';

let alice: TestDevice;
let bob: TestDevice;
let replica: Replica;
let replicator: Replicator;
let link: SpokenLink;
let cards: Uint8Array[];
let isCardGood: boolean;

const peerOf = ({ certificate }: TestDevice) => ({ account: certificate.account, device: certificate.device });
const hooks = {
  ownCard: () => Uint8Array.of(7),
  onCard: (_: unknown, card: Uint8Array) => (cards.push(card), Promise.resolve(isCardGood)),
};
const say = async (text: string, from = replicator) => must(await from.author(replica.space, 'chat.message', { text }));
const kinds = (messages: readonly LinkMessage[]) => messages.map(({ t }) => t);
async function bobsEvents(count: number): Promise<readonly AdmittedEvent[]> {
  const bobs = await makeReplica(bob, alice);
  const other = new Replicator(bobs.context, hooks);
  const events: AdmittedEvent[] = [];
  for (let n = 0; n < count; n += 1) events.push(await say(`b${n}`, other));
  return events;
}
function updateOf(events: readonly AdmittedEvent[], start = 0, device = bob.certificate.device): LinkMessage {
  const bucket = bucketOf(events[0]?.content.at ?? 0);
  const update = encodeUpdate(replica.space, bucket, [
    { device, start, payloads: events.map(({ payload }) => payload) },
  ]);
  return { t: 'sync', space: replica.space, bucket, message: encodeSyncUpdate('update', update) };
}
async function hear(message: Uint8Array | LinkMessage): Promise<readonly LinkMessage[]> {
  link.hear(message);
  await settle();
  return link.take();
}
async function acknowledged(): Promise<void> {
  await hear({ t: 'ack', space: replica.space, chains: [] });
  link.take();
}
const strikes = () => replicator.sessions.get()[0]?.refused ?? 'closed';

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
  replica = await makeReplica(alice, bob);
  cards = [];
  isCardGood = true;
  replicator = new Replicator(replica.context, hooks);
  link = new SpokenLink();
  replicator.link(link, peerOf(bob));
  await settle();
});

describe('a session', () => {
  it('REP-6 begins with hello and digests, and compares again every ten seconds', async () => {
    expect(link.take()).toMatchObject([{ t: 'hello', v: 1, card: Uint8Array.of(7) }, { t: 'digests' }]);
    await replica.clock.advance(DIGEST_INTERVAL);
    expect(kinds(link.take())).toEqual(['digests']);
    await replica.clock.advance(3 * DIGEST_INTERVAL);
    expect(kinds(link.take())).toEqual(['digests', 'digests', 'digests']);
  });

  it('REP-7 sends what is new at once, and takes and acknowledges what comes', async () => {
    link.take();
    await say('hello');
    await settle();
    expect(kinds(link.take())).toEqual(['event']);
    const events = await bobsEvents(2);
    expect(await hear(updateOf(events))).toEqual([]);
    await replica.clock.advance(30);
    const [ack, digests] = link.take();
    expect(ack).toMatchObject({ t: 'ack', space: replica.space });
    expect(ack?.t === 'ack' && new Map(ack.chains).get(bob.certificate.device)).toBe(1);
    expect(digests).toMatchObject({ t: 'digests' });
  });

  it('REP-7 a new event says itself where it belongs; a gap before it is asked for', async () => {
    const [first, second] = (await bobsEvents(2)) as [AdmittedEvent, AdmittedEvent];
    link.take();
    expect(await hear({ t: 'event', payload: second.payload })).toMatchObject([{ t: 'sync', bucket: second.bucket }]);
    await hear({ t: 'event', payload: first.payload });
    await hear({ t: 'event', payload: second.payload });
    await hear({ t: 'event', payload: second.payload });
    expect(replica.admitted.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(strikes()).toBe(0);
    expect(await hear({ t: 'event', payload: Uint8Array.of(1) })).toMatchObject([{ code: 'event-malformed' }]);
    expect(await hear({ t: 'event', payload: mutated(first.payload, [[first.payload.length - 1, 1]]) })).toMatchObject([
      { t: 'refused' },
    ]);
  });

  it('REP-22 gives who comes back what it has not acknowledged, before anything is compared', async () => {
    const log = await replicator.logOf(replica.space);
    const { space } = replica;
    const comeBack = async () => {
      link = new SpokenLink();
      replicator.link(link, peerOf(bob));
      await settle();
      return link.take();
    };
    await say('never shown to be held');
    link.close();
    expect(kinds(await comeBack())).toEqual(['hello', 'digests']);
    await hear({ t: 'ack', space, chains: [[alice.certificate.device, 0]] });
    link.close();
    const event = await say('alone');
    expect(await comeBack()).toMatchObject([{ t: 'hello' }, { t: 'event', payload: event.payload }, { t: 'digests' }]);
    await say('together');
    link.close();
    expect(kinds(await comeBack())).toEqual(['hello', 'sync', 'digests']);
    await hear({ t: 'digests', spaces: [[space, log?.heads.digest() ?? new Uint8Array(32)]] });
    link.close();
    for (let n = 0; n < UNASKED_EVENTS; n += 1) await say(`offline ${n}`);
    expect(kinds(await comeBack())).toEqual(['hello', 'sync', 'digests']);
    link.close();
    await say('one too many');
    expect(kinds(await comeBack())).toEqual(['hello', 'digests']);
  });

  it('REP-6 is synced when digests are equal, and not before', async () => {
    const session = replicator.sessions.get()[0];
    expect(session?.synced).toEqual({ equal: 0, shared: 1 });
    const log = await replicator.logOf(replica.space);
    await hear({ t: 'digests', spaces: [[replica.space, log?.heads.digest() ?? new Uint8Array(32)]] });
    expect(session?.synced).toEqual({ equal: 1, shared: 1 });
    await say('new');
    await settle();
    expect(session?.synced).toEqual({ equal: 0, shared: 1 });
  });

  it('REP-6 equal digests prove that they hold everything', async () => {
    await say('one');
    await say('two');
    const log = await replicator.logOf(replica.space);
    await hear({ t: 'digests', spaces: [[replica.space, log?.heads.digest() ?? new Uint8Array(32)]] });
    await replica.clock.advance(ACK_DELAY);
    expect(must(await replica.store.acknowledgements(replica.space))).toMatchObject([
      { device: bob.certificate.device, chain: alice.certificate.device, seq: 1 },
    ]);
  });

  it('REP-5 where digests differ it names its buckets, asks for what differs, and answers', async () => {
    const event = await say('mine');
    await acknowledged();
    const [buckets] = await hear({ t: 'digests', spaces: [[replica.space, new Uint8Array(32)]] });
    expect(buckets).toMatchObject({ t: 'buckets', buckets: [[event.bucket, expect.any(Uint8Array)]] });
    const asked = await hear({ t: 'buckets', space: replica.space, buckets: [[event.bucket, new Uint8Array(32)]] });
    expect(asked).toMatchObject([{ t: 'sync', bucket: event.bucket }]);
    const step1 = encodeStep1(replica.space, event.bucket, []);
    const [answer] = await hear({ t: 'sync', space: replica.space, bucket: event.bucket, message: step1 });
    const read = answer?.t === 'sync' ? decodeSyncMessage(answer.message) : null;
    expect(read?.ok === true && read.value.kind).toBe('step2');
  });

  it('REP-5 asks back when the other says it has more', async () => {
    await say('mine');
    link.take();
    const ahead = encodeStep1(replica.space, 5, [{ device: bob.certificate.device, count: 3 }]);
    expect(await hear({ t: 'sync', space: replica.space, bucket: 5, message: ahead })).toMatchObject([
      { t: 'sync', bucket: 5 },
    ]);
  });

  it('REP-7 an acknowledgement of more than there is counts for what there is', async () => {
    await say('one');
    await hear({
      t: 'ack',
      space: replica.space,
      chains: [
        [alice.certificate.device, 999],
        [bob.certificate.device, 5],
      ],
    });
    expect(must(await replica.store.acknowledgements(replica.space))).toEqual([
      { space: replica.space, device: bob.certificate.device, chain: alice.certificate.device, seq: 0 },
    ]);
  });

  it('REP-7 two sessions converge, both ways, over weeks', async () => {
    const bobs = await makeReplica(bob, alice, { clock: replica.clock });
    const other = new Replicator(bobs.context, hooks);
    for (let n = 0; n < 30; n += 1) {
      await say(`a${n}`);
      await say(`b${n}`, other);
      replica.clock.jump(2 * 86_400_000);
    }
    const [one, two] = [new SpokenLink(), new SpokenLink()];
    joinLinks(one, two);
    replicator.link(one, peerOf(bob));
    other.link(two, peerOf(alice));
    await replica.clock.advance(2000);
    const [ours, theirs] = [await replicator.logOf(replica.space), await other.logOf(replica.space)];
    expect(ours?.heads.digest()).toEqual(theirs?.heads.digest());
    expect(replica.admitted).toHaveLength(60);
    expect(replicator.sessions.get().at(-1)?.synced).toEqual({ equal: 1, shared: 1 });
  });
});

describe('a space that is not shared', () => {
  it('REP-7 is passed over in silence, both ways', async () => {
    const events = await bobsEvents(1);
    replica.rights.isShared = false;
    link.take();
    await say('secret');
    const space = replica.space;
    for (const message of [
      updateOf(events),
      { t: 'digests', spaces: [[space, new Uint8Array(32)]] },
      { t: 'buckets', space, buckets: [[1, new Uint8Array(32)]] },
      { t: 'sync', space, bucket: 1, message: encodeStep1(space, 1, []) },
      { t: 'ack', space, chains: [[alice.certificate.device, 0]] },
    ] satisfies LinkMessage[]) {
      expect(await hear(message)).toEqual([]);
    }
    expect(strikes()).toBe(0);
    expect(replica.admitted.map(({ author }) => author)).toEqual([alice.certificate.account]);
    expect(must(await replica.store.acknowledgements(space))).toEqual([]);
  });

  it('REP-7 a space nobody has heard of is passed over too', async () => {
    link.take();
    const space = 'A'.repeat(43) as SpaceId;
    expect(await hear({ t: 'sync', space, bucket: 1, message: Uint8Array.of(255) })).toEqual([]);
    expect(strikes()).toBe(0);
  });
});

describe('a peer that misbehaves', () => {
  const garbage = () => hear(Uint8Array.of(1, 2, 3));

  it('REP-9 is told what was refused, counted, and cut off and kept out at the third time', async () => {
    link.take();
    for (let n = 1; n < MAX_STRIKES; n += 1) {
      expect(await garbage()).toMatchObject([{ t: 'refused', code: 'malformed-message' }]);
      expect(strikes()).toBe(n);
    }
    await garbage();
    expect(link).toMatchObject({ isClosed: true, ban: 60_000 });
    expect(replicator.sessions.get()).toEqual([]);
    expect(await hear({ t: 'digests', spaces: [] })).toEqual([]);
  });

  it.each([
    ['a knock', { t: 'knock', nonce: new Uint8Array(16) }],
    ['a proof', { t: 'owner', nonce: new Uint8Array(16), signature: new Uint8Array(64) }],
    ['a request', { t: 'request', agreement: new Uint8Array(32), nonce: new Uint8Array(24), sealed: new Uint8Array() }],
    ['an answer', { t: 'answer', code: 'received' }],
  ] satisfies [string, LinkMessage][])('REP-9 %s is out of place on a link of two', async (_, message) => {
    link.take();
    expect(await hear(message)).toMatchObject([{ t: 'refused', code: 'out-of-place' }]);
  });

  it('LNK-33 that one is out is for own devices to say', async () => {
    link.take();
    const words: [Uint8Array, Uint8Array][] = [[Uint8Array.of(1), new Uint8Array(64)]];
    expect(await hear({ t: 'out', words })).toMatchObject([{ t: 'refused', code: 'out-refused' }]);
    expect(strikes()).toBe(1);
  });

  it('REP-8 what a later version says is no offence', async () => {
    link.take();
    expect(await hear(encodeCanonical({ t: 'poll' }))).toEqual([]);
    expect(strikes()).toBe(0);
  });

  it('REP-9 a card that is none is an offence', async () => {
    isCardGood = false;
    await hear({ t: 'hello', v: 1, card: Uint8Array.of(9) });
    expect(cards).toEqual([Uint8Array.of(9)]);
    expect(strikes()).toBe(1);
  });

  it('REP-9 forged, foreign and deleting updates are refused, and nothing changes', async () => {
    const events = await bobsEvents(2);
    const [first] = events as [AdmittedEvent];
    await say('ours');
    const before = (await replicator.logOf(replica.space))?.heads.digest();
    const deleting = new Y.Doc();
    deleting.clientID = clientOf(replica.space, first.bucket, bob.certificate.device);
    deleting.getArray(bob.certificate.device).push([first.payload]);
    deleting.getArray(bob.certificate.device).delete(0, 1);
    const raw = (update: Uint8Array): LinkMessage => ({
      t: 'sync',
      space: replica.space,
      bucket: first.bucket,
      message: encodeSyncUpdate('update', update),
    });
    const forgedAsOurs = {
      space: replica.space,
      kind: 'chat.message',
      seq: 0,
      prev: null,
      at: replica.clock.now(),
      body: { text: 'forged' },
    };
    const attacks: [string, LinkMessage][] = [
      ['signature-invalid', updateOf([{ ...first, payload: mutated(first.payload, [[1, 1]]) }])],
      ['update-deletes', raw(Y.encodeStateAsUpdate(deleting))],
      [
        'event-misplaced',
        updateOf([(await signEvent(bob, forgedAsOurs)) as AdmittedEvent], 1, alice.certificate.device),
      ],
      ['update-malformed', raw(Uint8Array.of(5, 5, 5))],
      ['sync-malformed', { t: 'sync', space: replica.space, bucket: 1, message: Uint8Array.of(9) }],
    ];
    for (const [code, attack] of attacks) {
      link = new SpokenLink();
      replicator.link(link, peerOf(bob));
      await settle();
      link.take();
      expect(await hear(attack)).toMatchObject([{ t: 'refused', code }]);
    }
    expect((await replicator.logOf(replica.space))?.heads.digest()).toEqual(before);
    expect(must(await replica.store.figures()).events).toBe(1);
  });

  it('REP-8 a gap is answered with a question', async () => {
    const events = await bobsEvents(3);
    link.take();
    expect(await hear(updateOf(events.slice(2), 2))).toMatchObject([{ t: 'sync', space: replica.space }]);
    expect(strikes()).toBe(0);
  });

  it('REP-8 our own full disk is no offence of theirs', async () => {
    const events = await bobsEvents(1);
    replica.disk.writeFault = 'storage-full';
    for (let n = 0; n < 5; n += 1) await hear(updateOf(events));
    expect(strikes()).toBe(0);
    replica.disk.writeFault = null;
    await hear(updateOf(events));
    expect(replica.admitted).toHaveLength(1);
  });

  it('REP-9 more than 32 MiB that wait to be looked at end the link', async () => {
    const flood = new Uint8Array(1024 * 1024);
    for (let n = 0; n < 40; n += 1) link.hear(flood);
    expect(link).toMatchObject({ isClosed: true, ban: 60_000 });
    await settle();
    expect(replicator.sessions.get()).toEqual([]);
  });

  it('REP-9 messages beside the sync channel are not listened to', async () => {
    link.take();
    link.hear(Uint8Array.of(1), 'bulk');
    link.hear(Uint8Array.of(1), 'realtime');
    await settle();
    expect(strikes()).toBe(0);
    expect(link.take()).toEqual([]);
  });
});

describe('a peer that asks for much', () => {
  it('REP-11 may change its card a few times, and after a while again', async () => {
    const hello = (n: number): LinkMessage => ({ t: 'hello', v: 1, card: Uint8Array.of(n) });
    for (let n = 0; n < CARDS.capacity; n += 1) await hear(hello(n));
    expect(strikes()).toBe(0);
    expect((await hear(hello(100))).at(-1)).toMatchObject({ t: 'refused', code: 'too-many-cards' });
    expect([strikes(), cards.length]).toEqual([1, CARDS.capacity]);
    // The card it has shown already costs nothing, however often it comes.
    for (let n = 0; n < 50; n += 1) await hear(hello(CARDS.capacity - 1));
    expect([strikes(), cards.length]).toEqual([1, CARDS.capacity]);
    await replica.clock.advance(61_000);
    await hear(hello(101));
    expect([strikes(), cards.length]).toEqual([1, CARDS.capacity + 1]);
  });

  it('REP-11 innocent refusals without end are an offence at last', async () => {
    const gap = updateOf((await bobsEvents(3)).slice(2), 2);
    for (let n = 0; n < REFUSALS.capacity; n += 1) await hear(gap);
    expect(strikes()).toBe(0);
    await hear(gap);
    expect(strikes()).toBe(1);
  });

  it('REP-11 a failing store of ours is never an offence, however often', async () => {
    const update = updateOf(await bobsEvents(1));
    replica.disk.writeFault = 'storage-full';
    for (let n = 0; n < 2 * REFUSALS.capacity; n += 1) await hear(update);
    expect(strikes()).toBe(0);
  });

  it('REP-11 is asked once for the chain that it has, however many buckets it names', async () => {
    link.take();
    const buckets = Array.from({ length: 1000 }, (_, bucket): [number, Uint8Array] => [bucket, new Uint8Array(32)]);
    const { space } = replica;
    expect(await hear({ t: 'buckets', space, buckets })).toMatchObject([{ t: 'heads', ask: true }]);
    const [event] = await bobsEvents(1);
    if (event === undefined) throw new Error('no event');
    const { device, at } = event.content;
    const asked = await hear({ t: 'heads', space, ask: false, chains: [[device, 0, event.id, at, 0]] });
    expect(asked).toMatchObject([{ t: 'range', device, from: 0, below: 1 }]);
    expect(await hear({ t: 'buckets', space, buckets })).toMatchObject([{ t: 'heads', ask: true }]);
  });

  it('REP-11 is asked for no bucket where it holds nothing that is not here', async () => {
    link.take();
    const buckets = Array.from({ length: 1000 }, (_, bucket): [number, Uint8Array] => [bucket, new Uint8Array(32)]);
    const { space } = replica;
    expect(await hear({ t: 'buckets', space, buckets })).toMatchObject([{ t: 'heads', ask: true }]);
    expect(await hear({ t: 'heads', space, ask: false, chains: [] })).toEqual([]);
  });

  it('REP-11 is answered once for a space it names often', async () => {
    await say('mine');
    await acknowledged();
    const rows = Array.from({ length: 100 }, (): [SpaceId, Uint8Array] => [replica.space, new Uint8Array(32)]);
    expect(kinds(await hear({ t: 'digests', spaces: rows }))).toEqual(['buckets']);
  });
});

describe('the replicator', () => {
  it('REP-10 makes no own event after its end, whatever waited', async () => {
    let finish = () => undefined as void;
    replicator.repair = new Promise<void>((resolve) => (finish = resolve));
    const made = replicator.author(replica.space, 'chat.message', { text: 'late' });
    replicator.dispose();
    finish();
    expect(await made).toMatchObject({ ok: false, error: { code: 'store-closed' } });
    expect(must(await replica.store.figures()).events).toBe(0);
    expect(must(await replica.journal.count()).count).toBe(0);
  });

  it('REP-10 makes no own event before a repair has ended', async () => {
    let finish = () => undefined as void;
    replicator.repair = new Promise<void>((resolve) => (finish = resolve));
    let isMade = false;
    const made = say('wait').then(() => (isMade = true));
    await settle();
    expect(isMade).toBe(false);
    finish();
    expect(await made).toBe(true);
  });

  it('REP-7 ends the links to someone who was blocked, and compares when rights change', async () => {
    link.take();
    replicator.refresh(bob.certificate.account);
    await settle();
    expect(kinds(link.take())).toEqual(['digests']);
    replicator.disconnect(bob.certificate.account);
    expect(link.isClosed).toBe(true);
    expect(replicator.sessions.get()).toEqual([]);
  });

  it('CRD-7 sends the own card again when it changed', async () => {
    link.take();
    replicator.greetAll();
    expect(link.take()).toMatchObject([{ t: 'hello' }]);
  });

  it('REP-2 a store that cannot be read makes no event', async () => {
    replica.store.close();
    const other = new Replicator(replica.context, hooks);
    expect(await other.author(replica.space, 'chat.message', { text: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'storage-failed' },
    });
  });
});
