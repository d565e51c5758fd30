import { beforeEach, describe, expect, it } from 'vitest';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
// Virtual time does not wait for an import.
import '@domain/log/inspectUpdate.ts';
import { encodeStep1, encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import type { ChainEnd } from '@services/replication/context.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { DIGEST_INTERVAL, RELAY_DELAY, RELAY_SPREAD } from '@services/replication/sessionLimits.ts';
import type { DeviceId, EventId } from '@shared/ids.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, codeOf, makeDevice, must } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, joinLinks, makeReplica } from '../support/replica.ts';

let people: readonly [TestDevice, TestDevice, TestDevice];
const hooks = { ownCard: () => Uint8Array.of(7), onCard: () => Promise.resolve(true) };

/** What decides who may do what, of all of them alike. */
interface Rules {
  members: readonly TestDevice[];
  readonly ends: Map<DeviceId, ChainEnd>;
  /** Up to where an account is given nothing of any chain. */
  readonly floors: Map<string, number>;
  isOpenEnded: boolean;
}
let rules: Rules;

interface Member {
  readonly device: DeviceId;
  readonly replica: Replica;
  readonly replicator: Replicator;
  readonly beyond: (readonly EventId[])[];
  readonly say: (text: string) => Promise<AdmittedEvent>;
}

const peerOf = ({ certificate }: TestDevice) => ({ account: certificate.account, device: certificate.device });

/** A member of one space of three. */
async function member(index: 0 | 1 | 2, clock?: Replica['clock']): Promise<Member> {
  const own = people[index];
  const beyond: (readonly EventId[])[] = [];
  const base = await makeReplica(own, people[1], clock === undefined ? {} : { clock });
  const space = (await makeReplica(people[0], people[1])).space;
  const { account, device } = own.certificate;
  const known = (asked: DeviceId) => people.find(({ certificate }) => certificate.device === asked);
  const isMember = (one: TestDevice) => rules.members.includes(one) || rules.ends.has(one.certificate.device);
  const replica: Replica = {
    ...base,
    space,
    context: {
      ...base.context,
      onBeyond: (_, ids) => beyond.push(ids),
      directory: {
        accountOf: (_, asked) => {
          const one = known(asked);
          return one !== undefined && isMember(one) ? one.certificate.account : null;
        },
        devicesOf: () => people.filter(isMember).map(({ certificate }) => certificate.device),
        sharedWith: (asked) => (rules.members.some(({ certificate }) => certificate.account === asked) ? [space] : []),
        readersOf: () =>
          rules.members.map(({ certificate }) => certificate.account).filter((reader) => reader !== account),
        endOf: (_, asked) => rules.ends.get(asked) ?? null,
        floorOf: (_, asked) => rules.floors.get(asked) ?? -1,
        isOpenEnded: () => rules.isOpenEnded,
      },
    },
  };
  const replicator = new Replicator(replica.context, hooks);
  const say = async (text: string) => must(await replicator.author(space, 'chat.message', { text }));
  return { device, replica, replicator, beyond, say };
}

async function listen(at: Member, to: TestDevice): Promise<SpokenLink> {
  const link = new SpokenLink();
  at.replicator.link(link, peerOf(to));
  await settle();
  link.take();
  return link;
}
function connect(one: readonly [Member, TestDevice], other: readonly [Member, TestDevice]): void {
  const [first, second] = [new SpokenLink(), new SpokenLink()];
  joinLinks(first, second);
  one[0].replicator.link(first, peerOf(other[1]));
  other[0].replicator.link(second, peerOf(one[1]));
}
async function hear(link: SpokenLink, message: LinkMessage): Promise<readonly LinkMessage[]> {
  link.hear(message);
  await settle();
  return link.take();
}
const updateOf = (at: Member, events: readonly AdmittedEvent[], start: number): LinkMessage => {
  const [first] = events;
  if (first === undefined) throw new Error('no events');
  const { space } = at.replica;
  const payloads = events.map(({ payload }) => payload);
  const update = encodeUpdate(space, first.bucket, [{ device: first.content.device, start, payloads }]);
  return { t: 'sync', space, bucket: first.bucket, message: encodeSyncUpdate('update', update) };
};
const textsOf = ({ replica }: Member) =>
  replica.admitted.map(({ content }) => JSON.stringify(content.body).slice(9, -2));
const digestOf = async ({ replicator, replica }: Member) => (await replicator.logOf(replica.space))?.heads.digest();
const refused = (at: Member) => at.replicator.sessions.get().map((session) => session.refused);

beforeEach(async () => {
  people = await Promise.all([makeDevice(1), makeDevice(2), makeDevice(3)]);
  rules = { members: people, ends: new Map(), floors: new Map(), isOpenEnded: false };
});

describe('the end of a chain', () => {
  it('REP-13 events beyond it are refused without an offence, those before it are taken', async () => {
    const [alice, bob] = [await member(0), await member(1)];
    const events = [await bob.say('1'), await bob.say('2'), await bob.say('3')];
    rules.ends.set(bob.device, { seq: 1, id: events[1]?.id ?? null });
    const link = await listen(alice, people[1]);
    await hear(link, updateOf(alice, events, 0));
    expect(textsOf(alice)).toEqual(['1', '2']);
    for (let n = 0; n < 5; n += 1) await hear(link, updateOf(alice, events.slice(2), 2));
    expect(textsOf(alice)).toEqual(['1', '2']);
    expect(refused(alice)).toEqual([0]);
  });

  it('REP-13 what lies beyond it is not served and not counted, and is told of; when it goes, it comes back', async () => {
    const [alice, bob, carol] = [await member(0), await member(1), await member(2)];
    const events = [await bob.say('1'), await bob.say('2'), await bob.say('3')];
    const link = await listen(alice, people[1]);
    await hear(link, updateOf(alice, events, 0));
    const whole = await digestOf(alice);
    rules.ends.set(bob.device, { seq: 0, id: events[0]?.id ?? null });
    await alice.replicator.membershipChanged(alice.replica.space);
    expect(alice.beyond).toEqual([events.slice(1).map(({ id }) => id)]);
    expect(await digestOf(alice)).not.toEqual(whole);
    connect([alice, people[0]], [carol, people[2]]);
    await carol.replica.clock.advance(1000);
    await alice.replica.clock.advance(1000);
    await carol.replica.clock.advance(1000);
    expect(textsOf(carol)).toEqual(['1']);
    expect(await digestOf(carol)).toEqual(await digestOf(alice));
    rules.ends.clear();
    await alice.replicator.membershipChanged(alice.replica.space);
    expect(alice.beyond.at(-1)).toEqual([]);
    expect(await digestOf(alice)).toEqual(whole);
    await settle();
    await carol.replica.clock.advance(1000);
    expect(textsOf(carol)).toEqual(['1', '2', '3']);
  });

  it('REP-13 a bound that is still to be reached stops no one before, and everyone there', async () => {
    const [alice, bob] = [await member(0), await member(1)];
    rules.ends.set(bob.device, { seq: 1, id: null });
    const events = [await bob.say('1'), await bob.say('2')];
    expect(codeOf(await bob.replicator.author(bob.replica.space, 'chat.message', { text: '3' }))).toBe('chain-ended');
    rules.ends.clear();
    events.push(await bob.say('3'));
    rules.ends.set(bob.device, { seq: 1, id: null });
    const link = await listen(alice, people[1]);
    await hear(link, updateOf(alice, events, 0));
    expect(textsOf(alice)).toEqual(['1', '2']);
    expect(refused(alice)).toEqual([0]);
  });

  it('REP-13 who was removed makes no event there', async () => {
    const bob = await member(1);
    const event = await bob.say('1');
    rules.ends.set(bob.device, { seq: 0, id: event.id });
    expect(codeOf(await bob.replicator.author(bob.replica.space, 'chat.message', { text: '2' }))).toBe('chain-ended');
  });
});

describe('the floor of an account', () => {
  it('REP-14 nothing below it is served, and nothing of it is compared', async () => {
    const [alice, carol] = [await member(0), people[2]];
    const events = [await alice.say('1'), await alice.say('2'), await alice.say('3')];
    rules.floors.set(carol.certificate.account, 1);
    const link = await listen(alice, carol);
    const bucket = events[0]?.bucket ?? 0;
    const { space } = alice.replica;
    const said = await hear(link, { t: 'sync', space, bucket, message: encodeStep1(space, bucket, []) });
    expect(said).toMatchObject([{ t: 'sync', space, bucket }]);
    const sent = said[0]?.t === 'sync' ? String(said[0].message) : '';
    expect(sent).toContain(String(events[2]?.payload));
    expect(sent).not.toContain(String(events[1]?.payload));
    rules.floors.set(carol.certificate.account, 2);
    const [buckets] = await hear(link, { t: 'digests', spaces: [[space, new Uint8Array(32)]] });
    expect(buckets).toEqual({ t: 'buckets', space, buckets: [] });
  });

  it('REP-14 a new event below it is not told either', async () => {
    const alice = await member(0);
    rules.floors.set(people[2].certificate.account, 0);
    const link = await listen(alice, people[2]);
    await alice.say('below');
    await settle();
    expect(link.take()).toEqual([]);
    await alice.say('above');
    await settle();
    expect(link.take()).toHaveLength(1);
  });
});

describe('somebody who is given the end of a talk alone', () => {
  it('REP-17 gets what is above their floor, hands it on, and others get the rest from who has it', async () => {
    const alice = await member(0);
    const { clock } = alice.replica;
    const [bob, carol] = [await member(1, clock), await member(2, clock)];
    for (let n = 0; n < 10; n += 1) await alice.say(`${n}`);
    rules.floors.set(people[2].certificate.account, 4);
    connect([alice, people[0]], [carol, people[2]]);
    await clock.advance(3000);
    expect(textsOf(carol)).toEqual(['5', '6', '7', '8', '9']);
    expect(await digestOf(carol)).toEqual(await digestOf(alice));
    connect([carol, people[2]], [bob, people[1]]);
    await clock.advance(3000);
    expect(textsOf(bob)).toEqual(['5', '6', '7', '8', '9']);
    await alice.say('10');
    await clock.advance(3000);
    expect([textsOf(bob).at(-1), textsOf(carol).at(-1)]).toEqual(['10', '10']);
    await carol.say('c');
    await clock.advance(3000);
    connect([alice, people[0]], [bob, people[1]]);
    await clock.advance(3000);
    expect(new Set(textsOf(bob))).toEqual(new Set(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'c']));
    expect(textsOf(carol)).toHaveLength(7);
    await clock.advance(DIGEST_INTERVAL);
    for (const one of [bob, carol]) expect(await digestOf(one)).toEqual(await digestOf(alice));
    expect([refused(alice), refused(bob), refused(carol)]).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(must(await bob.replica.store.bucketHeads(bob.replica.space))).toEqual(
      must(await alice.replica.store.bucketHeads(alice.replica.space)),
    );
  });
});

describe('a device nobody has heard of', () => {
  it.each([
    [true, 0],
    [false, 1],
  ])('REP-15 where the roster may lag behind (%s) its events cost %i strikes', async (isOpenEnded, strikes) => {
    rules.isOpenEnded = isOpenEnded;
    const [alice, carol] = [await member(0), await member(2)];
    const event = await carol.say('new here');
    rules.members = [people[0], people[1]];
    const link = await listen(alice, people[1]);
    await hear(link, updateOf(alice, [event], 0));
    expect(refused(alice)).toEqual([strikes]);
    expect(textsOf(alice)).toEqual([]);
  });
});

describe('handing on', () => {
  const LATEST = RELAY_DELAY + RELAY_SPREAD;

  it('REP-16 what one brought is handed on to the others after a while, and acknowledged to all', async () => {
    const [alice, bob] = [await member(0), await member(1)];
    const event = await bob.say('1');
    const [toBob, toCarol] = [await listen(alice, people[1]), await listen(alice, people[2])];
    await hear(toBob, updateOf(alice, [event], 0));
    await alice.replica.clock.advance(RELAY_DELAY - 1);
    expect(toCarol.take().map(({ t }) => t)).toEqual(['ack']);
    expect(toBob.take().map(({ t }) => t)).toEqual(['ack', 'digests']);
    await alice.replica.clock.advance(LATEST);
    expect(toCarol.take().map(({ t }) => t)).toEqual(['event', 'digests']);
    expect(toBob.take()).toEqual([]);
  });

  it('REP-16 not to who acknowledged or sent it meanwhile', async () => {
    const [alice, bob] = [await member(0), await member(1)];
    const event = await bob.say('1');
    const [toBob, toCarol] = [await listen(alice, people[1]), await listen(alice, people[2])];
    await hear(toBob, updateOf(alice, [event], 0));
    await hear(toCarol, { t: 'ack', space: alice.replica.space, chains: [[bob.device, 0]] });
    await alice.replica.clock.advance(LATEST);
    expect(toCarol.take().map(({ t }) => t)).toEqual(['ack', 'digests']);
  });

  it('REP-16 a line of three, where the ends never meet, comes to hold the same', async () => {
    const alice = await member(0);
    const [bob, carol] = [await member(1, alice.replica.clock), await member(2, alice.replica.clock)];
    connect([alice, people[0]], [bob, people[1]]);
    connect([bob, people[1]], [carol, people[2]]);
    for (let n = 0; n < 5; n += 1) {
      await alice.say(`a${n}`);
      await carol.say(`c${n}`);
      await alice.replica.clock.advance(10);
    }
    await alice.replica.clock.advance(2000);
    for (const one of [alice, bob, carol]) expect(new Set(textsOf(one))).toEqual(new Set(textsOf(alice)));
    expect(textsOf(carol)).toHaveLength(10);
    expect([await digestOf(bob), await digestOf(carol)]).toEqual([await digestOf(alice), await digestOf(alice)]);
    const synced = [alice, bob, carol].flatMap(({ replicator }) => replicator.sessions.get().map((s) => s.synced));
    expect(synced).toEqual(synced.map(() => ({ equal: 1, shared: 1 })));
  });
});
