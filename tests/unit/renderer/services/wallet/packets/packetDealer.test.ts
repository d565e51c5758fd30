/** A dealer by itself: claims of several devices, crashes between any two runs, and what it refuses to touch. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { packetOf } from '@domain/wallet/readings/packets.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import { seedHashOf } from '@domain/wallet/packetShares.ts';
import { OwnSigner } from '@services/wallet/ownSigner.ts';
import { PacketDealer } from '@services/wallet/packets/packetDealer.ts';
import { packetSeed } from '@services/wallet/packets/packetSeed.ts';
import { ok } from '@shared/result.ts';
import { nothingWaits, unguarded } from '../../../../../support/shared/unguarded.ts';
import { must } from '../../../domain/support/devices.ts';
import { type Person, deviceOf, keyNamed, person, quickVerify } from '../../../domain/wallet/support/people.ts';
import { found, make } from '../../../domain/wallet/support/records.ts';
import { openDesk } from '../support/desk.ts';

const NONCE = new Uint8Array(16).fill(7);
const DAY = 86_400_000;

const lin = person('Lin', 1);
const people = ['Ann', 'Ben', 'Cleo', 'Dan'].map((name) => person(name, 2));

/** What only this device can make of its key. */
const keysOf = (self: Person, secret = keyNamed('agreed with oneself')) => {
  const { certificate, sign } = deviceOf(self);
  return {
    public: { signing: certificate.signing, agreement: certificate.agreement },
    sign,
    agree: () => Promise.resolve(ok(secret)),
  };
};

async function thrown(terms: Partial<BodyOf<'packet'>> = {}) {
  const desk = await openDesk(lin, quickVerify);
  const { book, clock, log } = desk;
  const unit = await found(lin);
  const keys = keysOf(lin);
  const signer = new OwnSigner(
    { account: lin.account, device: deviceOf(lin).key, keys },
    { book, guard: unguarded, waiting: nothingWaits },
  );
  const body: BodyOf<'packet'> = {
    unit: unit.unit.id,
    from: holderOf(lin.account),
    dealer: deviceOf(lin).key,
    members: people.map(({ account }) => account),
    total: 500n,
    n: 3,
    mode: 'lucky',
    seedHash: seedHashOf(must(await packetSeed(keys, NONCE))),
    until: clock.now() + DAY,
    ...terms,
  };
  const packet = await sealRecord({ type: 'packet', nonce: NONCE, body }, deviceOf(lin));
  const certificates = people.flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
  book.know(certificates);
  must(await book.commit({ records: [unit.unit, unit.book, packet] }));
  const start = () => {
    const dealer = new PacketDealer({ book, signer, clock, random: new SeededRandom(3), log });
    const stop = book.listen((records) => fresh.push(...records));
    const fresh: Parameters<typeof dealer.run>[0][number][] = [];
    return { stop, run: () => dealer.run(fresh.splice(0)) };
  };
  const claim = async (who: Person, device = 1) => {
    const made = await make('claim', { packet: packet.id, who: who.account }, deviceOf(who, device));
    must(await book.commit({ records: [made] }));
    return made;
  };
  const read = () => packetOf(book.view, packet, clock.now());
  const paid = () =>
    read().deals.map((deal) => book.view.about(deal.id, 'mint').map(({ body: { to, amount } }) => ({ to, amount })));
  return { ...desk, packet, start, claim, read, paid };
}

const nameOf = (claim: VerifiedOf<'claim'> | undefined) =>
  people.find(({ account }) => account === claim?.body.who)?.name;

describe('WSV-93 a dealer', () => {
  it('WSV-93 WSV-94 deals in the order claims came, and gives an account one share, however many of its devices ask', async () => {
    const { start, claim, read, paid, book } = await thrown();
    const dealer = start();
    const [ann, ben, cleo, dan] = people;
    if (ann === undefined || ben === undefined || cleo === undefined || dan === undefined) throw new Error('four');
    for (const [who, device] of [
      [ben, 2],
      [ben, 1],
      [dan, 1],
      [ben, 2],
      [ann, 1],
      [cleo, 1],
    ] as const) {
      await claim(who, device);
    }
    await dealer.run();
    const { deals, state } = read();
    expect(deals.map(({ body }) => nameOf(book.view.find('claim', body.claim)))).toEqual(['Ben', 'Dan', 'Ann']);
    expect(state).toBe('checked');
    expect(paid().map((money) => money.length)).toEqual([1, 1, 1]);
    expect(paid().flatMap((money) => money.map(({ amount }) => amount))).toEqual(deals.map(({ body }) => body.amount));
  });

  it('WSV-92 that starts anew deals no share twice', async () => {
    const { start, claim, read, paid } = await thrown();
    const [ann, ben] = people;
    if (ann === undefined || ben === undefined) throw new Error('two');
    await claim(ann);
    const first = start();
    await first.run();
    first.stop();
    const second = start();
    await second.run();
    expect(read().deals).toHaveLength(1);
    await claim(ben);
    await second.run();
    expect(read()).toMatchObject({ state: 'running', faults: [] });
    expect(paid().map((money) => money.length)).toEqual([1, 1]);
  });

  it('WSV-92 leaves alone what another device sealed the seed of, and says so in the log', async () => {
    const seedHash = seedHashOf(keyNamed('another seed'));
    const { start, claim, read, log } = await thrown({ seedHash });
    const [ann] = people;
    if (ann === undefined) throw new Error('one');
    await claim(ann);
    await start().run();
    expect(read().deals).toHaveLength(0);
    expect(log.recent('error').some(({ text }) => text.includes('no seed for a packet'))).toBe(true);
  });

  it('WSV-92 that is frozen hands out nothing', async () => {
    const { start, claim, read, book } = await thrown();
    const [ann] = people;
    if (ann === undefined) throw new Error('one');
    await claim(ann);
    must(await book.commit({ records: [await make('freeze', { account: lin.account }, deviceOf(lin))] }));
    await start().run();
    expect(read().deals).toHaveLength(0);
  });

  it('WSV-93 keeps invariant 9 for any claims, crashes and moments of the end', async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('claim' as const), who: fc.nat(3), device: fc.nat(1) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
    );
    const terms = fc.record({
      n: fc.integer({ min: 1, max: 4 }),
      total: fc.bigInt({ min: 4n, max: 100_000n }),
      mode: fc.constantFrom('lucky' as const, 'equal' as const),
    });
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(terms, fc.array(step, { maxLength: 16 }), async (given, steps) => {
        const scene = await thrown(given);
        await live(scene, steps);
        reached.add(expectSound(scene, given));
      }),
      { numRuns: 120 },
    );
    expect(reached).toEqual(new Set(['none', 'some', 'all']));
  });
});

type Scene = Awaited<ReturnType<typeof thrown>>;
type Step =
  | { readonly kind: 'claim'; readonly who: number; readonly device: number }
  | { readonly kind: 'run' | 'crash' | 'wait' };

/** A history of claims, runs and crashes; then the day is over. */
async function live({ start, claim, read, clock }: Scene, steps: readonly Step[]): Promise<void> {
  let dealer = start();
  for (const each of steps) {
    if (each.kind === 'claim') await claim(people[each.who] ?? lin, each.device + 1);
    else if (each.kind === 'run') await dealer.run();
    else if (each.kind === 'wait') await clock.advance(DAY / 2);
    else {
      dealer.stop();
      dealer = start();
    }
    expect(read().faults).toEqual([]);
  }
  await clock.advance(DAY + 1);
  await dealer.run();
}

/** What is dealt is what is paid, and the rest comes back once; how much of the packet was dealt. */
function expectSound(
  { read, paid, packet, book }: Scene,
  given: { readonly total: bigint; readonly n: number },
): string {
  const { deals, accounts, dealt, state, faults } = read();
  const [end, ...more] = book.view.about(packet.id, 'packet-end');
  expect({ state, faults, more }).toEqual({ state: 'checked', faults: [], more: [] });
  expect(end?.body).toMatchObject({ dealt, back: given.total - dealt });
  expect(accounts.size).toBe(deals.length);
  const amounts = deals.map(({ body }) => body.amount);
  expect(amounts.every((amount) => amount >= 1n)).toBe(true);
  expect(amounts.reduce((all, amount) => all + amount, 0n)).toBe(dealt);
  expect(paid().flatMap((money) => money.map(({ amount }) => amount))).toEqual(amounts);
  if (deals.length === 0) return 'none';
  return deals.length === given.n ? 'all' : 'some';
}
