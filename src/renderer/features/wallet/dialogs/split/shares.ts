import type { AccountId } from '@shared/ids.ts';
import { splitByWeights, splitEqually } from '@domain/wallet/split.ts';
import { type AmountProblem, readAmount } from '@i18n/readAmount.ts';

/** How a bill is divided. */
export type SplitMode = 'equal' | 'shares' | 'exact';
/** See {@link SplitMode}. */
export const SPLIT_MODES = ['equal', 'shares', 'exact'] as const satisfies readonly SplitMode[];

/** What was typed about a split. */
export interface SplitTyped {
  readonly mode: SplitMode;
  /** Null while there is none. */
  readonly total: bigint | null;
  readonly decimals: number;
  /** Who takes part, in order. */
  readonly people: readonly AccountId[];
  /** Typed for each: parts, or an amount. */
  readonly values: ReadonlyMap<AccountId, string>;
}

/** What a split comes to. `left` is what is not given to anybody yet; below zero, too much was. */
export interface Division {
  readonly shares: ReadonlyMap<AccountId, bigint>;
  readonly left: bigint;
  /** Whether every unit of the total is given to somebody, and somebody takes part. */
  readonly isWhole: boolean;
}

const NONE: Division = { shares: new Map(), left: 0n, isWhole: false };
/** Most parts one person can have. */
export const MOST_PARTS = 1000n;

/** Divides as typed (WAL-140). Parts count 1 unless typed; amounts nothing unless typed. */
export function divide({ mode, total, decimals, people, values }: SplitTyped): Division {
  if (total === null || people.length === 0) return NONE;
  if (mode === 'equal') return divided(people, splitEqually(total, people.length), total);
  if (mode === 'exact') {
    const amounts = people.map((account) => exactOf(values.get(account) ?? '', decimals));
    const isRead = amounts.every((amount) => amount !== null);
    const division = divided(
      people,
      amounts.map((amount) => amount ?? 0n),
      total,
    );
    const shares = new Map([...division.shares].filter((_, place) => amounts[place] !== null));
    return isRead ? division : { ...division, shares, isWhole: false };
  }
  const weights = people.map((account) => partsOf(values.get(account) ?? '1'));
  const known = weights.flatMap((weight) => weight ?? []);
  if (known.length < weights.length || known.every((weight) => weight === 0n)) return { ...NONE, left: total };
  return divided(people, splitByWeights(total, known), total);
}

function divided(people: readonly AccountId[], amounts: readonly bigint[], total: bigint): Division {
  const shares = new Map(people.map((account, place) => [account, amounts[place] ?? 0n]));
  const left = total - [...shares.values()].reduce((sum, share) => sum + share, 0n);
  return { shares, left, isWhole: left === 0n };
}

/** What is wrong with what was typed for one person; null for what counts, nothing and zero among it. `parts`: no whole number of parts. */
export function shareProblem(mode: SplitMode, text: string, decimals: number): AmountProblem | 'parts' | null {
  if (mode === 'equal') return null;
  if (mode === 'shares') return partsOf(text) === null ? 'parts' : null;
  const read = readAmount(text, decimals);
  return read.ok || read.error.code === 'empty' || read.error.code === 'zero' ? null : read.error;
}

/** Nothing typed is no amount; what cannot be read is null. */
function exactOf(text: string, decimals: number): bigint | null {
  const read = readAmount(text, decimals);
  if (read.ok) return read.value;
  return read.error.code === 'empty' || read.error.code === 'zero' ? 0n : null;
}

function partsOf(text: string): bigint | null {
  if (text.trim() === '') return 0n;
  const read = readAmount(text, 0);
  if (!read.ok) return read.error.code === 'zero' ? 0n : null;
  return read.value > MOST_PARTS ? null : read.value;
}
