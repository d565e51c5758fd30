/**
 * Balances the slow and plain way, in no words of the ledger: all mints, then every transfer by the best of its verdicts. Takes which
 * records count as given.
 */
import type { RecordId } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';

const RANKS: Readonly<Record<string, number>> = { refuse: 1, hold: 2, return: 3, clear: 4 };

/** What a unit comes to. Balances of 0 are left out. */
export interface ReferenceBook {
  readonly balances: Readonly<Record<string, string>>;
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly held: bigint;
  readonly lapsed: bigint;
}

type Records = readonly VerifiedRecord[];
type Sums = Map<string, bigint>;

const add = (sums: Sums, who: string, amount: bigint) => sums.set(who, (sums.get(who) ?? 0n) + amount);

function ranksOf(records: Records): ReadonlyMap<RecordId, number> {
  const ranks = new Map<RecordId, number>();
  for (const { type, id } of records) if (type === 'transfer') ranks.set(id, 0);
  for (const record of records) {
    if (record.type !== 'entry' || !ranks.has(record.body.ref)) continue;
    const { ref, op } = record.body;
    ranks.set(ref, Math.max(ranks.get(ref) ?? 0, RANKS[op] ?? 0));
  }
  return ranks;
}

function lapsesOf(records: Records): ReadonlyMap<RecordId, bigint> {
  const lapses = new Map<RecordId, bigint>();
  for (const record of records) {
    if (record.type !== 'entry' || record.body.op !== 'expire') continue;
    const { ref, amount = 0n } = record.body;
    const known = lapses.get(ref) ?? amount;
    lapses.set(ref, amount < known ? amount : known);
  }
  return lapses;
}

/** Units that came into being, less those that lapsed. */
function addMints(records: Records, sums: Sums): { issued: bigint; lapsed: bigint } {
  const lapses = lapsesOf(records);
  let [issued, lapsed] = [0n, 0n];
  for (const record of records) {
    if (record.type !== 'mint') continue;
    const gone = lapses.get(record.id) ?? 0n;
    issued += record.body.amount;
    lapsed += gone;
    add(sums, record.body.to, record.body.amount - gone);
  }
  return { issued, lapsed };
}

/** See the head of this file. */
export function referenceReduce(counting: Iterable<VerifiedRecord>, unit: RecordId): ReferenceBook {
  const unique = [...new Map([...counting].map((record) => [record.id, record])).values()];
  const records = unique.filter((each) => each.id === unit || ('unit' in each.body && each.body.unit === unit));
  const issuer: string | undefined = records.flatMap((each) => (each.type === 'unit' ? each.body.issuer : []))[0];
  const sums: Sums = new Map();
  const { issued, lapsed } = addMints(records, sums);
  const ranks = ranksOf(records);
  let [redeemed, held] = [0n, 0n];
  for (const record of records) {
    const rank = ranks.get(record.id);
    if (record.type !== 'transfer' || (rank !== 2 && rank !== 4)) continue;
    const { from, to, amount } = record.body;
    add(sums, from, -amount);
    if (rank === 2) held += amount;
    else if (to.split('#')[0] === issuer) redeemed += amount;
    else add(sums, to, amount);
  }
  const balances = Object.fromEntries(
    [...sums].filter(([, sum]) => sum !== 0n).map(([who, sum]) => [who, String(sum)]),
  );
  return { balances, issued, redeemed, held, lapsed };
}

/** The same of a ledger's unit, to compare. */
export function booked(unit: {
  holders(): Iterable<string>;
  balanceOf(holder: never): bigint;
}): Readonly<Record<string, string>> {
  const all = [...unit.holders()].map((who): [string, bigint] => [who, unit.balanceOf(who as never)]);
  return Object.fromEntries(all.filter(([, sum]) => sum !== 0n).map(([who, sum]) => [who, String(sum)]));
}
