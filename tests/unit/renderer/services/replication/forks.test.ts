import { beforeEach, describe, expect, it } from 'vitest';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { EventId } from '@shared/ids.ts';
// Virtual time does not wait for an import.
import '@domain/log/inspectUpdate.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { DIGEST_INTERVAL } from '@services/replication/sessionLimits.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, codeOf, makeDevice, must, mutated, signEvent } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, joinLinks, makeReplica } from '../support/replica.ts';

const hooks = { ownCard: () => Uint8Array.of(7), onCard: () => Promise.resolve(true) };
const peerOf = ({ certificate }: TestDevice) => ({ account: certificate.account, device: certificate.device });

let alice: TestDevice;
let bob: TestDevice;

interface Side {
  readonly device: TestDevice;
  readonly replica: Replica;
  readonly replicator: Replicator;
  readonly say: (text: string) => Promise<AdmittedEvent>;
}
async function side(
  device: TestDevice,
  other: TestDevice,
  parts: Parameters<typeof makeReplica>[2] = {},
): Promise<Side> {
  const replica = await makeReplica(device, other, parts);
  const replicator = new Replicator(replica.context, hooks);
  const say = async (text: string) => must(await replicator.author(replica.space, 'chat.message', { text }));
  return { device, replica, replicator, say };
}
function connect(
  one: Side,
  other: Side,
  as = [other.device, one.device] as const,
): { said: Uint8Array[]; close: () => void } {
  const [here, there] = [new SpokenLink(), new SpokenLink()];
  joinLinks(here, there);
  const said: Uint8Array[] = [];
  for (const end of [here, there]) {
    const { send } = end;
    end.send = (channel, message) => (said.push(message), send(channel, message));
  }
  one.replicator.link(here, peerOf(as[0]));
  other.replicator.link(there, peerOf(as[1]));
  return { said, close: () => (here.close(), there.close()) };
}
const texts = ({ replica }: Side) => replica.admitted.map(({ content }) => JSON.stringify(content.body).slice(9, -2));
const digestOf = async ({ replicator, replica }: Side) => (await replicator.logOf(replica.space))?.heads.digest();
const strikes = ({ replicator }: Side) => replicator.sessions.get().map(({ refused }) => refused);
const proofsOf = async ({ replica }: Side) => must(await replica.store.proofs.all());

/** Bob's device twice, as after an old copy of his profile came alive; `apart` events were made on each since. */
async function twoCopies(common: number, apart: number): Promise<{ readonly live: Side; readonly old: Side }> {
  const live = await side(bob, alice);
  const { clock } = live.replica;
  const old = await side(bob, alice, { clock });
  for (let n = 0; n < common; n += 1) await live.say(`both ${n}`);
  const log = await old.replicator.logOf(old.replica.space);
  if (log !== null) must(await log.restore(live.replica.admitted.map(({ payload }) => payload)));
  for (let n = 0; n < apart; n += 1) {
    await live.say(`live ${n}`);
    await clock.advance(1);
    await old.say(`old ${n}`);
  }
  return { live, old };
}

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
});

describe('a device that says two things at one place', () => {
  it.each([
    [3, 1],
    [3, 4],
    [0, 2],
  ])('REP-20 is found out after %i common events and %i apart; the first seen stays', async (common, apart) => {
    const { live, old } = await twoCopies(common, apart);
    const { clock } = live.replica;
    const one = await side(alice, bob, { clock });
    const first = connect(one, live);
    await clock.advance(2000);
    first.close();
    expect(texts(one)).toHaveLength(common + apart);
    connect(one, old);
    await clock.advance(2000);
    expect(texts(one)).toHaveLength(common + apart);
    const proofs = await proofsOf(one);
    expect(proofs.some(({ seq, device }) => seq === common && device === bob.certificate.device)).toBe(true);
    expect(strikes(one)).toEqual([0]);
    expect(await digestOf(one)).toEqual(await digestOf(old));
    const journalled: string[] = [];
    must(await one.replica.journal.readAll(async (entries) => void journalled.push(...entries.map(({ t }) => t))));
    expect(journalled.filter((t) => t === 'proof')).toHaveLength(proofs.length);
  });

  it('REP-20 own words are not made there any more, also after a restart, and others are told', async () => {
    const { live, old } = await twoCopies(2, 2);
    const { clock } = live.replica;
    const one = await side(alice, bob, { clock });
    connect(one, live);
    await clock.advance(2000);
    connect(one, old);
    await clock.advance(2000);
    for (const copy of [live, old]) {
      expect(copy.replicator.forked.get()).toEqual(new Set([copy.replica.space]));
      expect(codeOf(await copy.replicator.author(copy.replica.space, 'chat.message', { text: 'x' }))).toBe('own-fork');
    }
    const again = await side(bob, alice, { clock, disk: old.replica.disk });
    expect(codeOf(await again.replicator.author(again.replica.space, 'chat.message', { text: 'x' }))).toBe('own-fork');
    expect(one.replicator.forked.get().size).toBe(0);
    await one.say('still here');
    await clock.advance(2000);
    expect(texts(live)).toContain('still here');
    expect(texts(old)).toContain('still here');
    expect(await digestOf(live)).toEqual(await digestOf(old));
  });

  it('REP-20 two who kept different branches agree on the rest, without end of neither blame nor talk', async () => {
    const { live, old } = await twoCopies(3, 3);
    const { clock } = live.replica;
    const one = await side(alice, bob, { clock });
    const other = await side(alice, bob, { clock });
    const links = [connect(one, live), connect(other, old)];
    await clock.advance(2000);
    for (const link of links) link.close();
    // Alice's two replicas stand for two members, each of whom takes the other for somebody who shares the space.
    const between = connect(one, other, [bob, bob]);
    await clock.advance(2000);
    expect(await digestOf(one)).toEqual(await digestOf(other));
    expect([strikes(one), strikes(other)]).toEqual([[0], [0]]);
    between.said.splice(0);
    await clock.advance(3 * DIGEST_INTERVAL);
    expect(between.said.length).toBeLessThanOrEqual(8);
  });

  it('REP-20 is found out by a single new event', async () => {
    const { live, old } = await twoCopies(1, 1);
    const one = await side(alice, bob, { clock: live.replica.clock });
    const link = new SpokenLink();
    one.replicator.link(link, peerOf(bob));
    await settle();
    for (const event of [...live.replica.admitted, ...old.replica.admitted.slice(1)]) {
      link.hear({ t: 'event', payload: event.payload });
      await settle();
    }
    expect(await proofsOf(one)).toMatchObject([{ seq: 1 }]);
    expect(link.take().some(({ t }) => t === 'proof')).toBe(true);
    expect(texts(one)).toHaveLength(2);
    expect(strikes(one)).toEqual([0]);
  });

  it('REP-20 a proof that is none is an offence; one that is, is believed from anybody', async () => {
    const { live, old } = await twoCopies(0, 1);
    const [first, second] = [live.replica.admitted[0]?.payload, old.replica.admitted[0]?.payload];
    if (first === undefined || second === undefined) throw new Error('two events');
    const one = await side(alice, bob);
    const link = new SpokenLink();
    one.replicator.link(link, peerOf(bob));
    for (const [a, b] of [
      [first, first],
      [first, mutated(second, [[3, 1]])],
    ] as const) {
      link.hear({ t: 'proof', first: a, second: b });
      await settle();
    }
    expect(strikes(one)).toEqual([2]);
    expect(await proofsOf(one)).toEqual([]);
    link.hear({ t: 'proof', first: second, second: first });
    await settle();
    expect(await proofsOf(one)).toMatchObject([{ seq: 0, account: bob.certificate.account }]);
    expect(strikes(one)).toEqual([2]);
  });

  /** Proofs Bob makes of himself, one for each place, from above: two events that follow the same one, or different ones. */
  async function confessions(one: Side, { places, parting }: { places: number; parting: boolean }) {
    const { space } = one.replica;
    const made = (seq: number, text: string, prev: number) =>
      signEvent(bob, {
        space,
        kind: 'chat.message',
        seq,
        prev: idOf(prev),
        at: 1_700_000_000_000 + seq,
        body: { text },
      });
    const pairs: LinkMessage[] = [];
    for (let seq = places; seq > 0; seq -= 1) {
      const [first, second] = [await made(seq, 'a', 1), await made(seq, 'b', parting ? 1 : 2)];
      pairs.push({ t: 'proof', first: first.payload, second: second.payload });
    }
    return pairs;
  }
  const idOf = (seed: number) => toBase64url(new Uint8Array(32).fill(seed)) as EventId;

  it.each([true, false])(
    'REP-20 of any number of proofs against a device the lowest is kept (parting: %s)',
    async (parting) => {
      const one = await side(alice, bob);
      const link = new SpokenLink();
      one.replicator.link(link, peerOf(bob));
      const all = await confessions(one, { places: 40, parting });
      for (const proof of all) {
        link.hear(proof);
        await settle();
      }
      expect(await proofsOf(one)).toMatchObject([{ seq: 1 }]);
      link.take();
      // Nothing above the lowest is kept or told again.
      for (const proof of all.slice(0, 20)) {
        link.hear(proof);
        await settle();
      }
      expect(await proofsOf(one)).toHaveLength(1);
      const next = new SpokenLink();
      one.replicator.link(next, peerOf(bob));
      one.replicator.sessions.get().at(-1)?.tellForks(one.replica.space);
      await settle();
      expect(next.take().filter(({ t }) => t === 'proof')).toHaveLength(1);
    },
  );

  it('REP-20 who hands on more proofs than are looked at is passed over, not blamed', async () => {
    const one = await side(alice, bob);
    const link = new SpokenLink();
    one.replicator.link(link, peerOf(bob));
    for (const proof of await confessions(one, { places: 130, parting: true })) {
      link.hear(proof);
      await settle();
    }
    expect(strikes(one)).toEqual([0]);
    expect(await proofsOf(one)).toMatchObject([{ seq: 31 }]);
  });
});
