import { describe, expect, it } from 'vitest';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { idBytes } from '@domain/event/codec.ts';
import { BUCKET_LENGTH } from '@domain/event/hybridClock.ts';
import { type LinkMessage, MAX_ROWS, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
// Virtual time does not wait for an import.
import '@domain/log/inspectUpdate.ts';
import type { ChainHead } from '@ports/documentStore.ts';
import { Acknowledger } from '@services/replication/acknowledger.ts';
import { SpaceHeads } from '@services/replication/heads.ts';
import { type FetchHooks, HistoryFetch } from '@services/replication/historyFetch.ts';
import { HistoryPlan } from '@services/replication/historyPlan.ts';
import { Replicator } from '@services/replication/replicator.ts';
import type { SessionCore } from '@services/replication/session.ts';
import { ACK_DELAY, DIGEST_INTERVAL, PIECE_PATIENCE, REFUSALS } from '@services/replication/sessionLimits.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import type { DeviceId, EventId } from '@shared/ids.ts';
import { alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { makeDevice, must } from '../../domain/support/devices.ts';
import { SpokenLink, joinLinks, makeReplica } from '../support/replica.ts';

const hooks = { ownCard: () => Uint8Array.of(7), onCard: () => Promise.resolve(true) };
const CHAINS = MAX_ROWS + 900;
const chains = Array.from({ length: CHAINS }, (_, n): ChainHead => {
  const device = idOf<DeviceId>(`device ${n}`);
  return { space: chat, device, seq: 0, id: idOf<EventId>(`last of ${n}`), at: n, floor: 0, floorPrev: null };
});

/** As much of a session as telling of chains works with, of somebody who holds these. */
function coreOf(held: readonly ChainHead[]) {
  const clock = new FakeClock({ settle });
  const heads = new SpaceHeads(chat, { chains: held, buckets: [] });
  const plan = new HistoryPlan(heads, () => 0);
  const log = { space: chat, heads, isWhole: () => true, fromPeers: { makeSafe: () => Promise.resolve(true) } };
  const said: LinkMessage[] = [];
  const core = {
    context: {
      clock,
      directory: { sharedWith: () => [chat], accountOf: () => bob, endOf: () => null, floorOf: () => -1 },
    },
    hooks: { logOf: () => Promise.resolve(log), planOf: () => plan, onProgress: () => undefined },
    peer: { account: alice, device: idOf<DeviceId>('peer') },
    // Every word crosses the wire.
    post: (message: LinkMessage) => void said.push(must(decodeLinkMessage(encodeLinkMessage(message)))),
    isClosed: () => false,
  } as unknown as SessionCore;
  return { core, clock, plan, said };
}

function fetchOf(core: SessionCore, ways: Partial<FetchHooks> = {}): HistoryFetch {
  const nothing = () => undefined;
  const quiet = { onRefusal: nothing, onNear: nothing, onOther: nothing, onTaken: nothing, differing: () => 0 };
  return new HistoryFetch(core, { ...quiet, ...ways });
}

async function linked() {
  const [ours, theirs] = await Promise.all([makeDevice(1), makeDevice(2)]);
  const clock = new FakeClock({ settle });
  const [one, two] = await Promise.all([makeReplica(ours, theirs, { clock }), makeReplica(theirs, ours, { clock })]);
  const peerOf = ({ certificate }: typeof ours) => ({ account: certificate.account, device: certificate.device });
  return { clock, one, two, peers: { ours: peerOf(ours), theirs: peerOf(theirs) } };
}

describe('a place that nobody holds', () => {
  it('REP-30 is asked for, and when it does not come it is no progress any more', async () => {
    const { clock, one, two, peers } = await linked();
    const replicator = new Replicator(one.context, hooks);
    const theirs = new Replicator(two.context, hooks);
    const { id, content } = must(await theirs.author(one.space, 'chat.message', { text: 'one' }));
    const link = new SpokenLink();
    replicator.link(link, peers.theirs);
    await settle();
    link.take();
    const row = (seq: number): [DeviceId, number, EventId, number, number] => [content.device, seq, id, content.at, 0];
    link.hear({ t: 'heads', space: one.space, ask: false, chains: [row(Number.MAX_SAFE_INTEGER)] });
    await settle();
    expect(link.take()).toMatchObject([{ t: 'range', from: 0, below: Number.MAX_SAFE_INTEGER }]);
    expect(replicator.history.get().size).toBe(1);
    for (let waited = 0; waited <= PIECE_PATIENCE; waited += DIGEST_INTERVAL) await clock.advance(DIGEST_INTERVAL);
    expect(replicator.history.get().size).toBe(0);
    // Nor is it when it is said again.
    link.hear({ t: 'heads', space: one.space, ask: false, chains: [row(Number.MAX_SAFE_INTEGER)] });
    await settle();
    expect(link.take().map(({ t }) => t)).toContain('range');
    expect(replicator.history.get().size).toBe(0);
  });
});

describe('more rows than one message has', () => {
  it('REP-29 two find what either lacks in a chat of more weeks than one message names', async () => {
    const { clock, one, two, peers } = await linked();
    const [first, second] = [new Replicator(one.context, hooks), new Replicator(two.context, hooks)];
    must(await second.author(one.space, 'chat.message', { text: 'in the first week' }));
    const events = Array.from({ length: MAX_ROWS + 4 }, (_, week) => ({ kind: 'chat.message', body: { week } }));
    for (const { kind, body } of events) {
      clock.jump(BUCKET_LENGTH);
      must(await first.author(one.space, kind, body));
    }
    const spoken = new SpokenLink();
    first.link(spoken, peers.theirs);
    await settle();
    spoken.hear({ t: 'digests', spaces: [[one.space, new Uint8Array(32)]] });
    await settle();
    const said = spoken.take().find(({ t }) => t === 'buckets');
    expect(said?.t === 'buckets' && said.buckets).toHaveLength(MAX_ROWS);
    spoken.close();
    const [here, there] = [new SpokenLink(), new SpokenLink()];
    joinLinks(here, there);
    first.link(here, peers.theirs);
    second.link(there, peers.ours);
    const digests = async () =>
      Promise.all([first, second].map(async (each) => (await each.logOf(one.space))?.heads.digest()));
    for (let tries = 0; tries < 30; tries += 1) await clock.advance(1000);
    const [ours, theirs] = await digests();
    expect(ours).toEqual(theirs);
    expect(first.sessions.get().map(({ refused }) => refused)).toEqual([0]);
    expect(second.sessions.get().map(({ refused }) => refused)).toEqual([0]);
  });

  it('REP-29 how more chains stand is said in several messages, and heard as one', async () => {
    const teller = coreOf(chains);
    const hearer = coreOf([]);
    const fetch = fetchOf(hearer.core);
    await fetchOf(teller.core).onHeads({ t: 'heads', space: chat, ask: true, chains: [] });
    expect(teller.said).toMatchObject([{ t: 'heads' }, { t: 'heads', ask: false }]);
    for (const message of teller.said) if (message.t === 'heads') await fetch.onHeads(message);
    expect(hearer.plan.progress()).toEqual({ held: 0, total: CHAINS });
    // The next time all is said anew.
    for (const message of teller.said) if (message.t === 'heads') await fetch.onHeads(message);
    await fetch.onHeads({ t: 'heads', space: chat, ask: false, chains: [] });
    expect(hearer.plan.progress()).toBeNull();
  });

  it('REP-29 what differs is asked for although the first of several messages says nothing new', async () => {
    const teller = coreOf(chains);
    const hearer = coreOf(chains.slice(0, -6));
    let near = 0;
    const fetch = fetchOf(hearer.core, { differing: () => 6, onNear: () => (near += 1) });
    await hearer.core.hooks.logOf(chat).then((log) => log !== null && fetch.askHeads(log));
    await fetchOf(teller.core).onHeads({ t: 'heads', space: chat, ask: true, chains: [] });
    for (const message of teller.said) if (message.t === 'heads') await fetch.onHeads(message);
    expect(near).toBe(1);
  });

  it('REP-29 more chains are acknowledged in several messages', async () => {
    const { core, clock, said } = coreOf(chains);
    new Acknowledger(core).brought(chat, false);
    await clock.advance(ACK_DELAY);
    const acknowledged = said.flatMap((message) => (message.t === 'ack' ? message.chains.map(([chain]) => chain) : []));
    expect(new Set(acknowledged)).toEqual(new Set(chains.map(({ device }) => device)));
  });

  it('REP-29 what a version before says at once is no offence, until it is too often', async () => {
    const { one, peers } = await linked();
    const replicator = new Replicator(one.context, hooks);
    const link = new SpokenLink();
    replicator.link(link, peers.theirs);
    const hear = async (count: number) => {
      const buckets = Array.from({ length: count }, (_, week) => [week, new Uint8Array(32)]);
      link.hear(encodeCanonical({ t: 'buckets', space: idBytes(one.space), buckets }));
      await settle();
      return replicator.sessions.get()[0]?.refused;
    };
    expect(await hear(MAX_ROWS + 1)).toBe(0);
    expect(await hear(3 * MAX_ROWS)).toBe(0);
    for (let n = 2; n < REFUSALS.capacity; n += 1) expect(await hear(MAX_ROWS + 1)).toBe(0);
    expect(await hear(MAX_ROWS + 1)).toBe(1);
  });
});
