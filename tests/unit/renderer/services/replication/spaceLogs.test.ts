import { beforeEach, describe, expect, it } from 'vitest';
// Virtual time does not wait for an import.
import '@domain/log/inspectUpdate.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { LOG_REST, MOST_OPEN_LOGS, SpaceLogs } from '@services/replication/spaceLogs.ts';
import { ACK_DELAY } from '@services/replication/sessionLimits.ts';
import type { SpaceId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, makeDevice, must } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, directoryOfMany, joinLinks, makeReplica } from '../support/replica.ts';

const SPACES = 200;
const hooks = { ownCard: () => Uint8Array.of(7), onCard: () => Promise.resolve(true) };
const peerOf = ({ certificate }: TestDevice) => ({ account: certificate.account, device: certificate.device });
const spaces = Array.from({ length: SPACES }, (_, n) => idOf<SpaceId>(`space ${n}`)) as [SpaceId, ...SpaceId[]];
let alice: TestDevice;
let bob: TestDevice;

/** A device that shares many spaces with the other. */
async function many(own: TestDevice, other: TestDevice, parts: Parameters<typeof makeReplica>[2] = {}) {
  const replica = await makeReplica(own, other, parts);
  const directory = directoryOfMany(replica, other, () => spaces);
  const reads = { all: 0, one: 0 };
  const { store } = replica;
  const [chainHeads, allChainHeads] = [store.chainHeads.bind(store), store.allChainHeads.bind(store)];
  store.chainHeads = (space) => ((reads.one += 1), chainHeads(space));
  store.allChainHeads = () => ((reads.all += 1), allChainHeads());
  return { replica: { ...replica, context: { ...replica.context, directory } } satisfies Replica, reads };
}

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
});

describe('many spaces', () => {
  it('REP-21 that are equal are compared in one round trip, from one reading, and none is opened', async () => {
    const first = await many(alice, bob);
    const { clock } = first.replica;
    const writer = new Replicator(first.replica.context, hooks);
    for (const space of spaces) must(await writer.author(space, 'chat.message', { text: 'hello' }));
    const others = await many(bob, alice, { clock });
    const copied = first.replica.admitted;
    for (const event of copied) must(await others.replica.store.admit([event], 'relaxed'));
    const again = await many(alice, bob, { clock, disk: first.replica.disk });
    const [one, two] = [new Replicator(again.replica.context, hooks), new Replicator(others.replica.context, hooks)];
    const [here, there] = [new SpokenLink(), new SpokenLink()];
    joinLinks(here, there);
    let said = 0;
    let bytes = 0;
    for (const end of [here, there]) {
      const { send } = end;
      end.send = (channel, message) => ((said += 1), (bytes += message.length), send(channel, message));
    }
    const sessions = [one.link(here, peerOf(bob)), two.link(there, peerOf(alice))];
    await settle();
    expect(sessions.map(({ synced }) => synced)).toEqual([
      { equal: SPACES, shared: SPACES },
      { equal: SPACES, shared: SPACES },
    ]);
    // A hello and one digest over all spaces, each way: known to be equal after half a round trip.
    expect(said).toBe(4);
    expect(bytes).toBeLessThan(300);
    expect([one.openLogs, two.openLogs]).toEqual([0, 0]);
    expect([again.reads, others.reads]).toEqual([
      { all: 1, one: 0 },
      { all: 1, one: 0 },
    ]);
    await clock.advance(ACK_DELAY);
    expect(must(await again.replica.store.acknowledgements(spaces[7] ?? spaces[0]))).toMatchObject([{ seq: 0 }]);
  });

  it('REP-21 are let go when there are many and nobody works with them, and stand as before', async () => {
    const { replica } = await many(alice, bob);
    const logs = new SpaceLogs(replica.context, () => Promise.resolve());
    const digests: Uint8Array[] = [];
    for (const space of spaces.slice(0, MOST_OPEN_LOGS + 10)) {
      const log = await logs.logOf(space);
      if (log === null) throw new Error('no log');
      must(await log.author('chat.message', { text: 'hello' }));
      digests.push(log.heads.digest());
    }
    expect(logs.size).toBe(MOST_OPEN_LOGS + 10);
    replica.clock.jump(LOG_REST + 1);
    await replica.clock.advance(LOG_REST + 1);
    await logs.logOf(spaces[100] ?? spaces[0]);
    await settle();
    expect(logs.size).toBe(MOST_OPEN_LOGS);
    for (const [n, digest] of digests.entries()) {
      expect((await logs.standingOf(spaces[n] ?? spaces[0]))?.digest).toEqual(digest);
    }
    expect(logs.size).toBe(MOST_OPEN_LOGS);
    const reopened = await logs.logOf(spaces[0]);
    expect(must((await reopened?.author('chat.message', { text: 'again' })) ?? fail()).content.seq).toBe(1);
  });

  it('REP-3 REP-21 one whose own events wait for the store stays open, and is known of', async () => {
    const { replica } = await many(alice, bob);
    const logs = new SpaceLogs(replica.context, () => Promise.resolve());
    const late = (await logs.logOf(spaces[0])) ?? fail();
    expect(logs.hasLate).toBe(false);
    replica.disk.writeFault = 'storage-full';
    expect((await late.author('chat.message', { text: 'late' })).ok).toBe(false);
    replica.disk.writeFault = null;
    for (const space of spaces.slice(1, MOST_OPEN_LOGS + 10)) await logs.logOf(space);
    replica.clock.jump(LOG_REST + 1);
    await replica.clock.advance(LOG_REST + 1);
    await logs.logOf(spaces[100] ?? spaces[0]);
    await settle();
    expect(logs.size).toBe(MOST_OPEN_LOGS);
    expect(await logs.logOf(spaces[0])).toBe(late);
    expect(logs.hasLate).toBe(true);
    must(await late.author('chat.message', { text: 'next' }));
    expect(logs.hasLate).toBe(false);
  });
});

function fail(): never {
  throw new Error('no log');
}
