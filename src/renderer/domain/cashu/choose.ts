import type { Coin, Keyset, MintTerms } from './records.ts';

/** The sum of notes. */
export function sumOf(coins: readonly { readonly amount: bigint }[]): bigint {
  return coins.reduce((sum, { amount }) => sum + amount, 0n);
}

/** What the mint keeps when these are spent together (NUT-02): thousandths are rounded up, once. */
export function feeOf(coins: readonly Pick<Coin, 'keyset'>[], { keysets }: Pick<MintTerms, 'keysets'>): bigint {
  const fees = new Map(keysets.map(({ id, fee }) => [id, fee]));
  const thousandths = coins.reduce((sum, { keyset }) => sum + (fees.get(keyset) ?? 0), 0);
  return BigInt(Math.ceil(thousandths / 1000));
}

/** Notes that make exactly a sum, the largest first; null where these do not. Nothing needs to be asked for them. */
export function exactly(coins: readonly Coin[], amount: bigint): readonly Coin[] | null {
  const chosen = cover(coins, amount);
  return chosen !== null && sumOf(chosen) === amount ? chosen : null;
}

/** Notes that make a sum and what the mint keeps for spending them, with little left over; null where there are not enough. */
export function enough(coins: readonly Coin[], amount: bigint, terms: MintTerms): readonly Coin[] | null {
  let goal = amount;
  for (let chosen = cover(coins, goal); chosen !== null; chosen = cover(coins, goal)) {
    const needed = amount + feeOf(chosen, terms);
    if (sumOf(chosen) >= needed) return chosen;
    goal = needed > goal ? needed : goal + 1n;
  }
  return null;
}

/** The largest that fit, and one that covers what is still missing. */
function cover(coins: readonly Coin[], goal: bigint): readonly Coin[] | null {
  const falling = coins.toSorted((a, b) => (a.amount < b.amount ? 1 : -1));
  const chosen: Coin[] = [];
  let missing = goal;
  let smallest: Coin | null = null;
  for (const coin of falling) {
    if (coin.amount <= missing) {
      chosen.push(coin);
      missing -= coin.amount;
    } else smallest = coin;
  }
  if (missing === 0n) return chosen;
  return smallest === null ? null : [...chosen, smallest];
}

/** A sum in amounts the keyset has keys for, the smallest first, so that their order says nothing; null where it can not be made. */
export function split(amount: bigint, { keys }: Pick<Keyset, 'keys'>): readonly bigint[] | null {
  const amounts = Object.keys(keys)
    .map((key) => BigInt(key))
    .sort((a, b) => (a < b ? 1 : -1));
  const parts: bigint[] = [];
  let rest = amount;
  for (const part of amounts) {
    for (; part > 0n && rest >= part && parts.length <= MOST_PARTS; rest -= part) parts.push(part);
  }
  return rest === 0n ? parts.toReversed() : null;
}

/** A mint that has but small keys for a large sum is not asked to sign thousands. */
const MOST_PARTS = 200;

/** The keys a mint signs with now; of several the cheapest. Null where it signs nothing in this unit. */
export function activeKeyset({ keysets }: Pick<MintTerms, 'keysets'>, unit: string): Keyset | null {
  const active = keysets.filter((keyset) => keyset.isActive && keyset.unit === unit);
  return active.sort((a, b) => a.fee - b.fee || (a.id < b.id ? -1 : 1))[0] ?? null;
}

/** Blanks that hold whatever is left over of a sum (NUT-08). */
export function changeCount(most: bigint): number {
  return most <= 0n ? 0 : Math.max(1, (most - 1n).toString(2).length);
}

/** What a Lightning invoice asks for, thousandths of a satoshi (BOLT 11); null where it says nothing, or is none. */
export function invoiceAmount(invoice: string): bigint | null {
  const [, digits, unit = ''] = /^ln(?:bc|tbs|tb|bcrt)(\d+)([munp]?)1/.exec(invoice.toLowerCase()) ?? [];
  if (digits === undefined) return null;
  const picos = BigInt(digits) * (PICOS[unit] ?? 0n);
  return picos % 10n === 0n ? picos / 10n : null;
}

/** Parts of 10⁻¹² bitcoin. */
const PICOS: Readonly<Record<string, bigint>> = {
  '': 1_000_000_000_000n,
  m: 1_000_000_000n,
  u: 1_000_000n,
  n: 1000n,
  p: 1n,
};
/** Where an invoice begins. */
export const INVOICE = /^(?:lightning:)?(ln(?:bc|tb|tbs|bcrt)[0-9a-z]{20,2000})$/i;
