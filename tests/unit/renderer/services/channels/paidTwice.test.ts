/** Two devices of one reader, in any order of what they do and hear: paid once, or given back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../domain/wallet/support/records.ts';
import { type Buyer, PRICE, Shop, secretsOf } from './support/twoBuyers.ts';

const HOUR = DAY / 24;
const SEED = 660_066;

type Step =
  | { readonly do: 'press'; readonly by: 0 | 1; readonly price: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'records' | 'keeps' | 'restart' | 'ordered' | 'claimed'; readonly by: 0 | 1 }
  | { readonly do: 'clerk' }
  | { readonly do: 'back' };

const who = fc.constantFrom<0 | 1>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('press' as const), by: who, price: fc.constantFrom(PRICE, 120) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'records' as const,
        'keeps' as const,
        'restart' as const,
        'ordered' as const,
        'claimed' as const,
      ),
      by: who,
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ do: 'clerk' }, { do: 'back' }) },
);

async function take(shop: Shop, one: Step): Promise<void> {
  if (one.do === 'wait') shop.scene.now += one.hours * HOUR;
  else if (one.do === 'clerk') await shop.clerk();
  else if (one.do === 'back') await shop.giveBack();
  else await takeOn(shop, one);
}

async function takeOn(shop: Shop, one: Extract<Step, { readonly by: 0 | 1 }>): Promise<void> {
  const [own, other] = one.by === 0 ? shop.buyers : ([shop.buyers[1], shop.buyers[0]] as const);
  if (one.do === 'press') await own.press(one.price);
  else if (one.do === 'records') own.tellRecords(other);
  else if (one.do === 'keeps') await own.tellKeeps(other);
  else if (one.do === 'restart') own.restart();
  else if (one.do === 'ordered') shop.hearRecords(own);
  else await shop.hearLetters(own);
}

/** Everybody hears all there is. */
async function meet(shop: Shop): Promise<void> {
  const [one, other] = shop.buyers;
  for (let round = 0; round < 3; round += 1) {
    for (const buyer of shop.buyers) {
      shop.hearRecords(buyer);
      await shop.hearLetters(buyer);
    }
    await shop.clerk();
    await shop.giveBack();
    for (const buyer of shop.buyers) for (const record of shop.scene.ledger.records()) buyer.ledger.add(record);
    await one.tellKeeps(other);
    await other.tellKeeps(one);
  }
}

const spent = (shop: Shop) => 1000n - shop.scene.balance(shop.scene.ben);

async function opened(shop: Shop): Promise<readonly boolean[]> {
  const given = await shop.given();
  return Promise.all(shop.buyers.map((buyer: Buyer) => buyer.opens(given)));
}

describe('a post that one person buys on two devices', () => {
  it('CHN-39 CHN-40 is paid for once in the end, opens on both, and nobody cheated, whatever is heard when', async () => {
    const reached = { once: 0, twice: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        const shop = await Shop.open();
        for (const one of steps) await take(shop, one);
        await meet(shop);
        const cleared = shop.orders().filter(({ id }) => shop.statusOf(id) === 'cleared');
        if (cleared.length === 1) reached.once += 1;
        if (cleared.length > 1) reached.twice += 1;
        const prices = new Set(cleared.map(({ body }) => body.amount));
        if (cleared.length === 0) expect(spent(shop)).toBe(0n);
        else expect(prices).toContain(spent(shop));
        if (cleared.length > 0) expect(await opened(shop)).toEqual([true, true]);
        expect(shop.scene.book.faults()).toEqual([]);
      }),
      { seed: SEED, numRuns: 150 },
    );
    // What is found and given back was there to be found.
    expect(reached.once).toBeGreaterThan(10);
    expect(reached.twice).toBeGreaterThan(10);
  });

  it('CHN-40 is one record on both where they knew one secret, though they hear nothing of each other after that', async () => {
    const shop = await Shop.open();
    const [one, other] = shop.buyers;
    const first = await one.press(PRICE);
    await one.tellKeeps(other);
    // The secret alone is known: what was claimed by it is lost.
    for (const key of other.keeps.rows.keys()) if (!key.includes('buying')) other.keeps.rows.delete(key);
    expect(await other.press(PRICE)).toBe(first);
    expect(secretsOf(other)).toEqual(secretsOf(one));
    await meet(shop);
    expect(shop.orders()).toHaveLength(1);
    expect(spent(shop)).toBe(BigInt(PRICE));
    expect(await opened(shop)).toEqual([true, true]);
  });

  it('CHN-40 is paid by what another own device ordered, found by what both derive, though its word of it is lost', async () => {
    const shop = await Shop.open();
    const [one, other] = shop.buyers;
    const first = await one.press(PRICE);
    await one.tellKeeps(other);
    for (const key of other.keeps.rows.keys()) if (!key.includes('buying')) other.keeps.rows.delete(key);
    one.tellRecords(other);
    shop.scene.now += 9 * DAY;
    expect(await other.press(120)).toBe(first);
    expect(shop.orders()).toHaveLength(0);
  });

  it('CHN-39 with two secrets is two payments, of which one comes back, once, and the oldest secret is used from then on', async () => {
    const shop = await Shop.open();
    const [one, other] = shop.buyers;
    const first = await one.press(PRICE);
    shop.scene.now += HOUR;
    expect(await other.press(PRICE)).not.toBe(first);
    for (const buyer of shop.buyers) {
      shop.hearRecords(buyer);
      await shop.hearLetters(buyer);
    }
    await shop.clerk();
    expect(spent(shop)).toBe(200n);
    await shop.giveBack();
    expect(spent(shop)).toBe(100n);
    await shop.giveBack();
    await meet(shop);
    expect(spent(shop)).toBe(100n);
    expect(secretsOf(one).toSorted()).toEqual(secretsOf(other).toSorted());
    expect(await opened(shop)).toEqual([true, true]);
  });
});
