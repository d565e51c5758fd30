import { beforeEach, describe, expect, it } from 'vitest';
// Virtual time does not wait for an import.
import '@domain/log/inspectUpdate.ts';
import { joinBytes, taggedHash } from '@domain/codec/bytes.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { digestOf } from '@domain/space/digest.ts';
import { MANY_SPACES } from '@services/replication/comparison.ts';
import { RecentOwn } from '@services/replication/recentOwn.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { DIGEST_INTERVAL, SUMMARIES, UNASKED_BYTES, UNASKED_EVENTS } from '@services/replication/sessionLimits.ts';
import type { SpaceId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, makeDevice, must } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, directoryOfMany, joinLinks, makeReplica } from '../support/replica.ts';

const hooks = { ownCard: () => Uint8Array.of(7), onCard: () => Promise.resolve(true) };
const peerOf = ({ certificate }: TestDevice) => ({ account: certificate.account, device: certificate.device });
const kinds = (messages: readonly LinkMessage[]) => messages.map(({ t }) => t);
let alice: TestDevice;
let bob: TestDevice;
let spaces: SpaceId[];

async function sharing(own: TestDevice, other: TestDevice, clock?: Replica['clock']) {
  const replica = await makeReplica(own, other, clock === undefined ? {} : { clock });
  const directory = directoryOfMany(replica, other, () => spaces);
  return { ...replica, replicator: new Replicator({ ...replica.context, directory }, hooks) };
}

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
  spaces = Array.from({ length: MANY_SPACES }, (_, n) => idOf<SpaceId>(`space ${n}`));
});

describe('one digest over all shared spaces', () => {
  it('SPC-4 REP-23 is said instead of each where they are many, and covers exactly those that are shared', async () => {
    const { replicator, clock } = await sharing(alice, bob);
    const link = new SpokenLink();
    replicator.link(link, peerOf(bob));
    await settle();
    const rows = spaces.map((space) => joinBytes(idBytes(space), digestOf([])));
    const sorted = rows.toSorted((one, other) => Buffer.compare(one, other));
    const digest = taggedHash('banyan/digest/1', 'spaces', joinBytes(...sorted));
    expect(link.take()).toMatchObject([{ t: 'hello' }, { t: 'summary', digest }]);
    // What is said where the peer is not, is no part of it.
    must(await replicator.author(idOf<SpaceId>('a space of others'), 'chat.message', { text: 'about the peer' }));
    await clock.advance(DIGEST_INTERVAL);
    expect(link.take()).toMatchObject([{ t: 'summary', digest }]);
    spaces = spaces.slice(1);
    await clock.advance(DIGEST_INTERVAL);
    expect(kinds(link.take())).toEqual(['digests']);
  });

  it('REP-23 that differs is answered with each, so that only what differs is talked about', async () => {
    const one = await sharing(alice, bob);
    const two = await sharing(bob, alice, one.clock);
    const text = 'said before they met';
    must(await one.replicator.author(spaces[3] ?? idOf<SpaceId>(''), 'chat.message', { text }));
    const [here, there] = [new SpokenLink(), new SpokenLink()];
    joinLinks(here, there);
    const named = new Set<SpaceId>();
    there.onMessage((_, bytes) => {
      here.said.push(bytes);
      for (const message of here.take()) if (message.t === 'buckets') named.add(message.space);
    });
    const sessions = [one.replicator.link(here, peerOf(bob)), two.replicator.link(there, peerOf(alice))];
    await settle();
    await one.clock.advance(2 * DIGEST_INTERVAL);
    expect(two.admitted.map(({ content }) => content.body)).toEqual([{ text }]);
    expect(sessions.map(({ synced }) => synced.equal)).toEqual([MANY_SPACES, MANY_SPACES]);
    expect([...named]).toEqual([spaces[3]]);
  });

  it('REP-23 that differs again and again is answered so many times and not more', async () => {
    const { replicator, clock } = await sharing(alice, bob);
    const link = new SpokenLink();
    const session = replicator.link(link, peerOf(bob));
    await settle();
    link.take();
    const wrong = async () => {
      for (let n = 0; n < 3 * SUMMARIES.capacity; n += 1) link.hear({ t: 'summary', digest: new Uint8Array(32) });
      await settle();
      return link.take();
    };
    const answers = await wrong();
    expect(new Set(kinds(answers))).toEqual(new Set(['digests']));
    expect(answers).toHaveLength(SUMMARIES.capacity);
    expect(await wrong()).toEqual([]);
    await clock.advance(2000);
    link.take();
    expect(await wrong()).toHaveLength(2);
    expect(session.refused).toBe(0);
    expect(session.synced.equal).toBe(0);
  });
});

describe('a difference that was just told', () => {
  it('REP-24 is left to the events on their way, until they are acknowledged or a second is over', async () => {
    spaces = spaces.slice(0, 1);
    const { replicator, clock } = await sharing(alice, bob);
    const link = new SpokenLink();
    replicator.link(link, peerOf(bob));
    await settle();
    const [space] = spaces as [SpaceId];
    const differ = async () => {
      link.take();
      link.hear({ t: 'digests', spaces: [[space, new Uint8Array(32)]] });
      await settle();
      return kinds(link.take());
    };
    expect(await differ()).toEqual(['buckets']);
    must(await replicator.author(space, 'chat.message', { text: 'one' }));
    expect(await differ()).toEqual([]);
    await clock.advance(1000);
    expect(await differ()).toEqual(['buckets']);
    must(await replicator.author(space, 'chat.message', { text: 'two' }));
    expect(await differ()).toEqual([]);
    link.hear({ t: 'ack', space, chains: [[alice.certificate.device, 1]] });
    expect(await differ()).toEqual(['buckets']);
  });
});

describe('the last own events', () => {
  const [space] = [idOf<SpaceId>('space 0')];
  async function said(count: number, length = 10) {
    const { replicator } = await sharing(alice, bob);
    const events = [];
    for (let n = 0; n < count; n += 1)
      events.push(must(await replicator.author(space, 'chat.message', { text: 'x'.repeat(length) })));
    return events;
  }

  it('REP-22 are remembered as far as they may be told, and given only whole', async () => {
    const events = await said(UNASKED_EVENTS + 2);
    const recent = new RecentOwn();
    for (const event of events) recent.note([event]);
    expect(recent.between(space, 2, UNASKED_EVENTS + 1)).toEqual(events.slice(2));
    expect(recent.between(space, 1, 5)).toBeNull();
    expect(recent.between(idOf<SpaceId>('space 1'), 4, 5)).toBeNull();
  });

  it('REP-22 are not remembered beyond 64 KiB', async () => {
    const length = 16_000;
    const events = await said(6, length);
    const recent = new RecentOwn();
    recent.note(events);
    const most = Math.floor(UNASKED_BYTES / (length + 300));
    expect(recent.between(space, 6 - most, 5)).toHaveLength(most);
    expect(recent.between(space, 5 - most, 5)).toBeNull();
  });
});
