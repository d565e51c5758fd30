import { fail, ok } from '@shared/result.ts';
import { sumOf } from '@domain/cashu/choose.ts';
import type { Coin, Keyset, MintRecord, MintTask } from '@domain/cashu/records.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type Bench, finishAll, statesOf } from './bench.ts';

/** Numbers asked about in one question, and how many questions without an answer mean that there is nothing more (NUT-13). */
const BATCH = 100;
const EMPTY = 2;
/** How far beyond the numbers that are known one look goes, over all keysets: a mint that knows every number would never let it end. */
const FARTHEST = 50_000;

interface Found {
  readonly coins: readonly Coin[];
  readonly mint: MintRecord;
}

/**
 * Asks the mint what it ever signed of this seed, and keeps what is unspent (CSH-30). What is kept already, or was given away in a token
 * that nobody took yet, is not counted twice.
 */
export async function restoreCoins(bench: Bench): Outcome<{ readonly restored: bigint }> {
  if (!bench.mint.terms.canRestore) return fail('mint-unable', 'it does not tell again what it signed');
  const found = await scan(bench);
  if (!found.ok) return found;
  const known = new Set(bench.coins.map(({ secret }) => secret));
  for (const task of bench.tasks) for (const { secret } of notesOf(bench, task)) known.add(secret);
  const fresh = found.value.coins.filter(({ secret }) => !known.has(secret));
  const states = await statesOf(bench, fresh);
  if (!states.ok) return states;
  const unspent = fresh.filter((_, at) => states.value[at] === 'UNSPENT');
  const kept = await bench.keep({ mints: [found.value.mint], coins: unspent });
  return kept.ok ? ok({ restored: sumOf(unspent) }) : kept;
}

/** What a task works with, and what it gave away as it was. */
function notesOf({ craft, mint }: Bench, { kind, inputs, token }: MintTask): readonly Coin[] {
  if (kind !== 'send' || token === null) return inputs;
  const keysets = mint.terms.keysets.map(({ id }) => id);
  return [...inputs, ...(craft.readCoins(token, keysets) ?? [])];
}

/** Raises the counters beyond every number the mint has signed of. */
export async function raiseCounters(bench: Bench): Outcome {
  if (!bench.mint.terms.canRestore) return ok();
  const found = await scan(bench);
  return found.ok ? bench.keep({ mints: [found.value.mint] }) : found;
}

async function scan(bench: Bench): Outcome<Found> {
  const coins: Coin[] = [];
  const counters = { ...bench.mint.counters };
  let left = FARTHEST;
  for (const keyset of bench.mint.terms.keysets) {
    const known = counters[keyset.id] ?? 0;
    const found = await scanKeyset(bench, keyset, known + left);
    if (!found.ok) return found;
    const { next } = found.value;
    coins.push(...found.value.coins);
    counters[keyset.id] = Math.max(known, next);
    left -= Math.max(next - known, 0);
  }
  return ok({ coins, mint: { ...bench.mint, counters } });
}

/** Looks at the numbers below `end`, by whole questions. */
async function scanKeyset(
  bench: Bench,
  { id: keyset, unit }: Keyset,
  end: number,
): Outcome<{ readonly coins: readonly Coin[]; readonly next: number }> {
  const coins: Coin[] = [];
  const amounts = Array.from({ length: BATCH }, () => 0n);
  let next = 0;
  for (let counter = 0, empty = 0; empty < EMPTY && counter < end; counter += BATCH) {
    const blanks = bench.craft.seededBlanks({ seed: bench.keys.seed, keyset, counter, amounts });
    const signed = await bench.api.restore(blanks);
    if (!signed.ok) return signed;
    // What it says of blanks nobody asked about is nothing.
    empty = blanks.some(({ message }) => signed.value.has(message)) ? 0 : empty + 1;
    for (const [place, blank] of blanks.entries()) {
      const stamp = signed.value.get(blank.message);
      if (stamp === undefined) continue;
      next = counter + place + 1;
      coins.push(...(finishAll(bench, unit, [[blank, stamp]]) ?? []));
    }
  }
  return ok({ coins, next });
}
