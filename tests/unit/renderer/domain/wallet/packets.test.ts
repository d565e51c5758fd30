import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, nextDeal, payoutOf, sharesForEveryone } from '@domain/wallet/drafts/packets.ts';
import { draftId, sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { dealShares, drawOf, seedHashOf, sharesOf } from '@domain/wallet/packetShares.ts';
import { packetOf } from '@domain/wallet/readings/packets.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import { splitByWeights, splitEqually } from '@domain/wallet/split.ts';
import { type Person, deviceOf, keyNamed } from './support/people.ts';
import { DAY, START, found } from './support/records.ts';
import { Scene } from './support/scene.ts';

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const amounts = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });

describe('a split', () => {
  it('WAL-140 leaves nothing over, and equal parts differ by at most one', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 500 }), (total, parts) => {
        const split = splitEqually(total, parts);
        expect(sum(split)).toBe(total);
        expect(split).toHaveLength(parts);
        expect((split[0] ?? 0n) - (split.at(-1) ?? 0n) <= 1n).toBe(true);
        expect(split.every((part, place) => place === 0 || part <= (split[place - 1] ?? 0n))).toBe(true);
      }),
    );
  });

  it('WAL-140 by weights nobody is a whole unit away from their part', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 40 }),
        (total, weights) => {
          const all = sum(weights);
          if (all === 0n) {
            expect(() => splitByWeights(total, weights)).toThrow(RangeError);
            return;
          }
          const split = splitByWeights(total, weights);
          expect(sum(split)).toBe(total);
          for (const [place, part] of split.entries()) {
            const exact = total * (weights[place] ?? 0n);
            expect(part * all > exact - all && part * all < exact + all).toBe(true);
          }
        },
      ),
    );
  });

  it('WAL-140 what is left goes to the largest remainders, the first first', () => {
    expect(splitEqually(10n, 4)).toEqual([3n, 3n, 2n, 2n]);
    expect(splitByWeights(10n, [1n, 5n, 1n])).toEqual([2n, 7n, 1n]);
    expect(splitByWeights(7n, [0n, 2n, 3n])).toEqual([0n, 3n, 4n]);
    expect(splitByWeights(0n, [1n, 1n])).toEqual([0n, 0n]);
    expect(() => splitByWeights(5n, [2n, -1n])).toThrow(RangeError);
    expect(() => splitByWeights(-5n, [1n])).toThrow(RangeError);
  });
});

describe('shares', () => {
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const terms = fc
    .tuple(
      fc.integer({ min: 1, max: 60 }),
      fc.bigInt({ min: 0n, max: 10_000_000n }),
      fc.constantFrom('lucky' as const, 'equal' as const),
    )
    .map(([n, more, mode]) => ({ n, total: BigInt(n) + more, mode }));

  it('WAL-93 are as many as there are to be, each at least 1, and the total in all', () => {
    fc.assert(
      fc.property(terms, seeds, (given, seed) => {
        const shares = sharesOf(given, seed);
        expect(shares).toHaveLength(given.n);
        expect(sum(shares)).toBe(given.total);
        expect(shares.every((share) => share >= 1n)).toBe(true);
        expect(sharesOf(given, seed)).toEqual(shares);
      }),
    );
  });

  it('WAL-93 of luck are spread evenly from 1 to the double mean', () => {
    // Of 100,000 between two the first has 1 to 99,999, each as likely: quarters of the range come up alike.
    const quarters = [0, 0, 0, 0];
    const runs = 4000;
    for (let run = 0; run < runs; run += 1) {
      const [first = 0n] = sharesOf({ n: 2, total: 100_000n, mode: 'lucky' }, keyNamed(`seed ${run}`));
      const quarter = Number(((first - 1n) * 4n) / 99_999n);
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    // Five standard deviations of a fair quarter; seeds are fixed, so this never changes.
    for (const count of quarters) expect(Math.abs(count - runs / 4)).toBeLessThan(5 * Math.sqrt(runs * 0.1875));
    const big = sharesOf({ n: 2, total: 999_999_999_999_999n, mode: 'lucky' }, keyNamed('x'));
    expect(sum(big)).toBe(999_999_999_999_999n);
  });

  it('WAL-93 a draw that would favour small shares is drawn again', () => {
    // The first eight bytes of this seed's first block lie above the greatest multiple of the range: 18,446,436,182,827,658,160.
    const shares = sharesOf({ n: 2, total: 999_999_999_999_999n, mode: 'lucky' }, keyNamed('rejected 125441'));
    expect(shares).toEqual([949_493_834_576_347n, 50_506_165_423_652n]);
  });

  it('WAL-92 each claim draws one of what is left, and nobody draws beyond', () => {
    fc.assert(
      fc.property(
        terms,
        seeds,
        fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { maxLength: 70 }),
        (given, seed, nonces) => {
          const dealt = dealShares(given, seed, nonces);
          expect(dealt).toHaveLength(Math.min(nonces.length, given.n));
          const all = [...sharesOf(given, seed)];
          for (const share of dealt) {
            const place = all.indexOf(share);
            expect(place).toBeGreaterThanOrEqual(0);
            all.splice(place, 1);
          }
          // Who comes later changes nothing for who came before.
          expect(dealShares(given, seed, nonces.slice(0, 3))).toEqual(dealt.slice(0, 3));
        },
      ),
    );
    expect(drawOf(keyNamed('a'), keyNamed('b'), 1)).toBe(0);
  });
});

describe('a packet', () => {
  const seed = keyNamed('the seed');

  async function thrown(more: Partial<BodyOf<'packet'>> = {}) {
    const scene = await Scene.begin();
    const { ana, ben, cleo, dan } = scene;
    const packet = await scene.say(
      'packet',
      {
        unit: scene.unit.id,
        from: holderOf(ana.account),
        dealer: deviceOf(ana, 2).key,
        members: [ben.account, cleo.account, dan.account],
        total: 100n,
        n: 2,
        mode: 'lucky',
        seedHash: seedHashOf(seed),
        until: START + DAY,
        ...more,
      },
      deviceOf(ana),
    );
    const claim = (who: Person, device = 1) =>
      scene.say('claim', { packet: packet.id, who: who.account }, deviceOf(who, device));
    const deal = async (...claims: readonly VerifiedOf<'claim'>[]) => {
      const draft = nextDeal(scene.ledger, packet, { seed, claims });
      if (draft === null) return null;
      const made = await sealRecord(draft, deviceOf(ana, 2));
      scene.ledger.add(made);
      return made;
    };
    const read = (now = START) => packetOf(scene.ledger, packet, now);
    const end = async (opened = seed) => {
      const draft = endOf(scene.ledger, packet, opened);
      scene.ledger.add(await sealRecord(draft, deviceOf(ana, 2)));
    };
    return { scene, packet, claim, deal, read, end };
  }

  it('WAL-91 WAL-94 gives one share to each account until none is left', async () => {
    const { scene, packet, claim, deal, read, end } = await thrown();
    const { ben, cleo, dan } = scene;
    expect([read().state, read(START + DAY + 1).state]).toEqual(['open', 'expired']);
    const [first, again, second, third] = [await claim(ben), await claim(ben, 2), await claim(cleo), await claim(dan)];
    const one = await deal(first, again);
    expect(read().state).toBe('running');
    expect(await deal(first, again)).toBeNull();
    const two = await deal(first, again, second, third);
    if (one === null || two === null) throw new Error('no deals');
    expect([two.body.prev, two.body.k, read().state]).toEqual([one.id, 1, 'empty']);
    expect(await deal(first, again, second, third)).toBeNull();
    expect(one.body.amount + two.body.amount).toBe(100n);
    const payout = payoutOf(packet, { deal: one, claim: first, unit: scene.unit.unit });
    expect(draftId(payout)).toBe(draftId(payoutOf(packet, { deal: one, claim: first, unit: scene.unit.unit })));
    expect(payout).toMatchObject({
      type: 'mint',
      body: { to: holderOf(ben.account), amount: one.body.amount, of: one.id },
    });
    await end();
    expect(read()).toMatchObject({ state: 'checked', faults: [], dealt: 100n });
  });

  it('WAL-92 what is dealt of units of others can be judged and taken for a week after the packet ended', async () => {
    const { scene, packet, claim, deal } = await thrown();
    const first = await claim(scene.ben);
    const one = await deal(first);
    if (one === null) throw new Error('no deal');
    const theirs = payoutOf(packet, { deal: one, claim: first, unit: (await found(scene.ben)).unit });
    expect(theirs).toMatchObject({ type: 'transfer', body: { until: packet.body.until + 7 * DAY, of: one.id } });
  });

  it('WAL-93 what nobody claimed goes back', async () => {
    const { scene, claim, deal, read, end, packet } = await thrown();
    const one = await deal(await claim(scene.ben));
    await end();
    expect(read().state).toBe('checked');
    const [closing] = scene.ledger.about(packet.id, 'packet-end');
    expect(closing?.body).toMatchObject({ dealt: one?.body.amount, back: 100n - (one?.body.amount ?? 0n) });
  });

  it('WAL-95 is called back by its sender’s root alone, and nothing is dealt any more', async () => {
    const { scene, packet: other } = await thrown();
    const { ben, cleo, dan, unit } = scene;
    const pot = await scene.say(
      'pot',
      { account: ben.account, name: 'p', rule: { devices: [deviceOf(ben).key] } },
      deviceOf(ben),
    );
    const from = holderOf(ben.account, pot.id);
    const more = { from, dealer: deviceOf(ben).key, members: [cleo.account, dan.account] };
    const packet = await scene.say('packet', { ...other.body, ...more }, deviceOf(ben));
    const claim = (who: Person) => scene.say('claim', { packet: packet.id, who: who.account }, deviceOf(who));
    const [first, second] = [await claim(cleo), await claim(dan)];
    const draft = nextDeal(scene.ledger, packet, { seed, claims: [first] });
    if (draft === null) throw new Error('no deal');
    scene.ledger.add(await sealRecord(draft, deviceOf(ben)));
    const read = (now = START) => packetOf(scene.ledger, packet, now).state;
    const move = { unit: unit.id, amount: 10n, until: START + DAY, mode: 'now', why: 'packet', of: packet.id } as const;
    const back = { ...move, from, to: holderOf(ben.account) };
    await scene.say('transfer', back, deviceOf(ben));
    await scene.say('transfer', back, deviceOf(ben, 2));
    await scene.say('transfer', { ...back, of: other.id }, ben.root);
    await scene.say('transfer', { ...back, to: holderOf(dan.account) }, ben.root);
    await scene.say('transfer', { ...back, from: holderOf(ben.account), to: from }, ben.root);
    await scene.say('transfer', back, cleo.root);
    expect(read()).toBe('running');
    expect(nextDeal(scene.ledger, packet, { seed, claims: [second] })).not.toBeNull();
    await scene.say('transfer', back, ben.root);
    expect([read(), read(START + DAY + 1)]).toEqual(['recalled', 'recalled']);
    expect(nextDeal(scene.ledger, packet, { seed, claims: [second] })).toBeNull();
    scene.ledger.add(await sealRecord(endOf(scene.ledger, packet, seed), deviceOf(ben)));
    expect(packetOf(scene.ledger, packet, START)).toMatchObject({ state: 'checked', faults: [] });
  });

  it.each<[string, (given: Awaited<ReturnType<typeof thrown>>) => Promise<unknown>, string]>([
    [
      'an amount that the seed does not give',
      async ({ scene, packet, claim, end }) => {
        const first = await claim(scene.ben);
        const draft = nextDeal(scene.ledger, packet, { seed, claims: [first] });
        if (draft === null) throw new Error('no deal');
        await scene.say('deal', { ...draft.body, amount: draft.body.amount + 1n }, deviceOf(scene.ana, 2));
        await end();
      },
      'wrong-share',
    ],
    [
      'another seed than was committed to',
      async ({ scene, claim, deal, end }) => {
        await deal(await claim(scene.ben));
        await end(keyNamed('another'));
      },
      'wrong-seed',
    ],
    [
      'a sum that does not come out',
      async ({ scene, packet, claim, deal }) => {
        await deal(await claim(scene.ben));
        await scene.say('packet-end', { packet: packet.id, seed, dealt: 1n, back: 99n }, deviceOf(scene.ana, 2));
      },
      'wrong-sum',
    ],
    [
      'more going back than is left',
      async ({ scene, packet, claim, deal }) => {
        const dealt = (await deal(await claim(scene.ben)))?.body.amount ?? 0n;
        await scene.say('packet-end', { packet: packet.id, seed, dealt, back: 101n - dealt }, deviceOf(scene.ana, 2));
      },
      'wrong-sum',
    ],
    [
      'two deals at one place',
      async ({ scene, claim, deal }) => {
        const first = await deal(await claim(scene.ben));
        const other = await claim(scene.cleo);
        if (first === null) throw new Error('no deal');
        await scene.say('deal', { ...first.body, claim: other.id }, deviceOf(scene.ana, 2));
      },
      'two-at-one-place',
    ],
    [
      'two shares for one',
      async ({ scene, packet, claim, deal }) => {
        const first = await deal(await claim(scene.ben));
        const again = await claim(scene.ben, 2);
        if (first === null) throw new Error('no deal');
        await scene.say(
          'deal',
          { packet: packet.id, k: 1, claim: again.id, amount: 1n, prev: first.id },
          deviceOf(scene.ana, 2),
        );
      },
      'twice-to-one',
    ],
    [
      'a deal that follows another than the one before',
      async ({ scene, packet, claim, deal }) => {
        const first = await deal(await claim(scene.ben));
        const other = await claim(scene.cleo);
        if (first === null) throw new Error('no deal');
        await scene.say(
          'deal',
          { packet: packet.id, k: 1, claim: other.id, amount: 1n, prev: packet.id },
          deviceOf(scene.ana, 2),
        );
      },
      'chain-broken',
    ],
    [
      'more than there is',
      async ({ scene, packet, claim }) => {
        const first = await claim(scene.ben);
        await scene.say('deal', { packet: packet.id, k: 0, claim: first.id, amount: 101n }, deviceOf(scene.ana, 2));
      },
      'too-much',
    ],
  ])('WAL-94 %s is found', async (_, cheat, fault) => {
    const given = await thrown();
    await cheat(given);
    expect(given.read().state).toBe('wrong');
    expect(given.read().faults).toContain(fault);
  });

  it('WAL-90 for everyone is shared at once, once', async () => {
    const { seedHash: _, ...plain } = (await thrown()).packet.body;
    const scene = await Scene.begin();
    const packet = await scene.say('packet', { ...plain, n: 3, mode: 'everyone' }, deviceOf(scene.ana));
    const shares = sharesForEveryone(packet, scene.unit.unit);
    expect(shares.map(({ type, body }) => [type, body.amount])).toEqual([
      ['mint', 34n],
      ['mint', 33n],
      ['mint', 33n],
    ]);
    expect(shares.map(draftId)).toEqual(sharesForEveryone(packet, scene.unit.unit).map(draftId));
    const theirs = sharesForEveryone(packet, (await found(scene.ben)).unit);
    expect(theirs.map(({ type, body }) => [type, 'from' in body ? body.from : null])[0]).toEqual([
      'transfer',
      holderOf(scene.ana.account),
    ]);
  });

  it('WAL-91 a claim on one for everyone says that its share was opened, and nothing is dealt for it', async () => {
    const { seedHash: _, ...plain } = (await thrown()).packet.body;
    const scene = await Scene.begin();
    const packet = await scene.say('packet', { ...plain, n: 3, mode: 'everyone' }, deviceOf(scene.ana));
    const claim = await scene.say('claim', { packet: packet.id, who: scene.ben.account }, deviceOf(scene.ben));
    expect(scene.ledger.standingOf(claim.id)).toEqual({ kind: 'counts' });
    const body = { packet: packet.id, k: 0, claim: claim.id, amount: 34n };
    const deal = await scene.say('deal', body, deviceOf(scene.ana, 2));
    expect(scene.ledger.standingOf(deal.id)).toMatchObject({ kind: 'void' });
    expect(packetOf(scene.ledger, packet, null).dealt).toBe(0n);
  });
});
