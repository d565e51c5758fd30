/** Adds up one unit the plain way: every mint, then every transfer by the best that was said of it (WAL-40 to WAL-47, WAL-102). */
import type { Signed, SignedAs } from './bundleContents.ts';
import type { Counting } from './countingRecords.ts';
import { groupBy } from './groupBy.ts';
import { type Contradiction, faultsOfLog } from './logFaults.ts';
import { type CutOff, isBehind, ownerOf } from './signers.ts';

const RANKS = { sent: 0, refused: 1, held: 2, returned: 3, cleared: 4 } as const;
/** What became of a transfer. */
export type Outcome = keyof typeof RANKS;
const OUTCOMES = { refuse: 'refused', hold: 'held', return: 'returned', clear: 'cleared' } as const;
const NEVER_BOTH = [
  ['clear', 'refuse'],
  ['clear', 'return'],
  ['hold', 'refuse'],
  ['return', 'refuse'],
] as const;

/** A transfer and what became of it. */
export interface Payment {
  readonly transfer: SignedAs<'transfer'>;
  readonly outcome: Outcome;
  /** Something better was said of it by a key that the root cut off. */
  readonly isContested: boolean;
  /** Whether that is for good (WAL-65): by a witness, by the clerk alone, or not yet. */
  readonly proof: 'witnessed' | 'single-copy' | 'none';
}

/** What one unit comes to; amounts in minor units. */
export interface Account {
  readonly unit: SignedAs<'unit'>;
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly held: bigint;
  readonly lapsed: bigint;
  readonly balances: ReadonlyMap<string, bigint>;
  readonly payments: readonly Payment[];
  readonly faults: readonly Contradiction[];
  /** What clerks said that holders have, with what the records here come to. */
  readonly statements: readonly { readonly says: SignedAs<'statement'>; readonly found: bigint }[];
}

type Entry = SignedAs<'entry'>;

interface Sources {
  readonly unit: SignedAs<'unit'>;
  readonly mints: readonly SignedAs<'mint'>[];
  readonly transfers: readonly SignedAs<'transfer'>[];
  /** By what they are about. */
  readonly said: ReadonlyMap<string, readonly Entry[]>;
  readonly cuts: readonly CutOff[];
  /** Entries that a witness of their book keeps. */
  readonly seen: ReadonlySet<string>;
  readonly counting: Counting;
}

/** What every unit of a bundle comes to, in order of their ids. */
export function accountsOf(counting: Counting): readonly Account[] {
  const all = [...counting.all()];
  const seen = new Set(all.flatMap((record) => (record.type === 'seen' ? [record.says.entry] : [])));
  const byUnit = groupBy(all, ({ says }) => ('unit' in says ? says.unit : ''));
  const units = all.filter((record) => record.type === 'unit').sort((a, b) => (a.id < b.id ? -1 : 1));
  return units.map((unit) => accountOf(byUnit.get(unit.id) ?? [], { unit, seen, counting }));
}

function accountOf(records: readonly Signed[], given: Pick<Sources, 'unit' | 'seen' | 'counting'>): Account {
  const { unit, counting } = given;
  const entries = records.filter((record) => record.type === 'entry');
  const sources: Sources = {
    ...given,
    mints: records.filter((record) => record.type === 'mint'),
    transfers: records.filter((record) => record.type === 'transfer'),
    said: groupBy(entries, ({ says }) => says.ref),
    cuts: counting.cuts.of(unit),
  };
  const balances = new Map<string, bigint>();
  const mints = addMints(sources, balances);
  const payments = sources.transfers.map((transfer) => paymentOf(transfer, sources));
  const books = records.filter((record) => record.type === 'book');
  const heads = records.filter((record) => record.type === 'head');
  const faults = [...faultsOfLog({ books, entries, heads }), ...contradictions(sources)];
  const paid = addPayments(payments, unit, balances);
  const statements = records
    .filter((record) => record.type === 'statement')
    .map((says) => ({ says, found: balances.get(says.says.holder) ?? 0n }));
  return { unit, ...mints, ...paid, balances, payments, faults, statements };
}

function add(balances: Map<string, bigint>, holder: string, amount: bigint): void {
  balances.set(holder, (balances.get(holder) ?? 0n) + amount);
}

/** Entries about something, without those whose clerk's keys were all cut off there. */
function standing(ref: string, sources: Sources): readonly Entry[] {
  return (sources.said.get(ref) ?? []).filter((entry) => !isCutOff(entry, sources));
}

function isCutOff(entry: Entry, { cuts, unit, counting }: Sources): boolean {
  const clerks = entry.keys.filter((key) => counting.signers.may(key, unit.says.issuer, 'clerk'));
  return cuts.length > 0 && clerks.every((key) => isBehind(cuts, key, entry.says));
}

function addMints(sources: Sources, balances: Map<string, bigint>): { issued: bigint; lapsed: bigint } {
  let [issued, lapsed] = [0n, 0n];
  for (const mint of sources.mints) {
    if (!isAdmitted(mint, sources)) continue;
    const gone = lapsesOf(mint, sources);
    const least = gone.reduce((low, each) => (each < low ? each : low), gone[0] ?? 0n);
    issued += mint.says.amount;
    lapsed += least;
    add(balances, mint.says.to, mint.says.amount - least);
  }
  return { issued, lapsed };
}

function isAdmitted(mint: SignedAs<'mint'>, sources: Sources): boolean {
  const { cuts, unit, counting } = sources;
  const issuers = mint.keys.filter((key) => counting.signers.may(key, unit.says.issuer, 'issue'));
  const isCut = cuts.length > 0 && issuers.every((key) => cuts.some((cut) => cut.key === key));
  return !isCut || standing(mint.id, sources).some(({ says }) => says.op === 'admit');
}

function lapsesOf(mint: SignedAs<'mint'>, sources: Sources): readonly bigint[] {
  return standing(mint.id, sources).flatMap(({ says }) => (says.op === 'expire' ? [says.amount ?? 0n] : []));
}

function bestOf(entries: readonly Entry[]): Outcome {
  let best: Outcome = 'sent';
  for (const { says } of entries) {
    const outcome = says.op === 'expire' || says.op === 'admit' ? 'sent' : OUTCOMES[says.op];
    if (RANKS[outcome] > RANKS[best]) best = outcome;
  }
  return best;
}

function paymentOf(transfer: SignedAs<'transfer'>, sources: Sources): Payment {
  const all = sources.said.get(transfer.id) ?? [];
  const counted = standing(transfer.id, sources);
  const outcome = bestOf(counted);
  const isContested = RANKS[bestOf(all)] > RANKS[outcome];
  return { transfer, outcome, isContested, proof: proofOf(transfer, outcome, { counted, sources }) };
}

function proofOf(
  transfer: SignedAs<'transfer'>,
  outcome: Outcome,
  { counted, sources }: { readonly counted: readonly Entry[]; readonly sources: Sources },
): Payment['proof'] {
  const { counting, unit, seen } = sources;
  const deciding = counted.filter((entry) => bestOf([entry]) === outcome);
  if (outcome === 'sent' || deciding.length === 0) return 'none';
  if (deciding.some(({ id }) => seen.has(id))) return 'witnessed';
  const booksOf = (entry: Entry) => counting.booksOf(unit.id, entry.says.epoch);
  const needsNone = deciding.some((entry) => booksOf(entry).every(({ says }) => says.witnesses.length === 0));
  const isHome = outcome === 'cleared' && ownerOf(transfer.says.to) === unit.says.issuer;
  return needsNone || isHome ? 'single-copy' : 'none';
}

function addPayments(
  payments: readonly Payment[],
  unit: SignedAs<'unit'>,
  balances: Map<string, bigint>,
): { redeemed: bigint; held: bigint } {
  let [redeemed, held] = [0n, 0n];
  for (const { transfer, outcome } of payments) {
    const { from, to, amount } = transfer.says;
    if (outcome !== 'held' && outcome !== 'cleared') continue;
    add(balances, from, -amount);
    if (outcome === 'held') held += amount;
    else if (ownerOf(to) === unit.says.issuer) redeemed += amount;
    else add(balances, to, amount);
  }
  return { redeemed, held };
}

function contradictions(sources: Sources): readonly Contradiction[] {
  const about = (ref: string, entries: readonly Entry[]): Contradiction => {
    return { kind: 'contradiction', at: ref, proof: entries.map(({ id }) => id).sort() };
  };
  const transfers = sources.transfers.flatMap(({ id }) => {
    const entries = standing(id, sources);
    const given = new Set<string>(entries.map(({ says }) => says.op));
    return NEVER_BOTH.some(([one, other]) => given.has(one) && given.has(other)) ? [about(id, entries)] : [];
  });
  const mints = sources.mints.flatMap((mint) => {
    const lapses = standing(mint.id, sources).filter(({ says }) => says.op === 'expire');
    return new Set(lapsesOf(mint, sources)).size > 1 ? [about(mint.id, lapses)] : [];
  });
  return [...transfers, ...mints];
}
