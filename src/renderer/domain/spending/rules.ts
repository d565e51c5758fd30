import * as v from 'valibot';
import { recordId } from '../wallet/ids.ts';
import type { RecordId, UnitId } from '../wallet/ids.ts';

/** What counts as one day, ms. */
export const SPENDING_DAY = 24 * 3_600_000;

const wholeUnits = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(999_999_999_999)));

/** As a person changes them: every field must fit. */
export const strictSpendingRulesSchema = v.strictObject({
  /** What may leave in a day without the payment PIN, where there is one; null: it is never asked for. */
  freeOfPin: wholeUnits,
  /** What may leave in a day at all; null: no bound. */
  perDay: wholeUnits,
  /** A payment above this leaves later; null: each at once. */
  laterAbove: wholeUnits,
  laterHours: v.picklist([2, 24]),
});
/**
 * How one keeps oneself, and whoever has one's device, from paying too much (WSV-161). Whole units of each promise by itself: 50 is 50.00 of one in
 * euros and 50 of one's points. Promises are never added up.
 */
export type SpendingRules = v.InferOutput<typeof strictSpendingRulesSchema>;

/** Where nobody chose any. The PIN, once there is one, is asked for each payment. */
export const defaultSpendingRules: SpendingRules = { freeOfPin: 0, perDay: null, laterAbove: null, laterHours: 24 };

/** Reads kept rules; what does not fit is as if nobody had chosen. */
export function readSpendingRules(value: unknown): SpendingRules {
  const read = v.safeParse(strictSpendingRulesSchema, value);
  return read.success ? read.output : defaultSpendingRules;
}

/** Whole units in minor ones. */
export function minorOf(whole: number, decimals: number): bigint {
  return BigInt(whole) * 10n ** BigInt(decimals);
}

/** One thing that left, or is to leave. */
export interface SpentRow {
  readonly id: RecordId;
  readonly unit: UnitId;
  readonly amount: bigint;
  readonly at: number;
  readonly isByPin: boolean;
}

const recordIdSchema = v.custom<RecordId>((value) => typeof value === 'string' && recordId(value).ok);
const spentSchema: v.GenericSchema<unknown, SpentRow> = v.strictObject({
  id: recordIdSchema,
  unit: recordIdSchema,
  amount: v.bigint(),
  at: v.number(),
  isByPin: v.boolean(),
});

/** What left within a day before `now`. What a clock that was set back leaves in the future counts, too. */
export function readSpent(value: unknown, now: number): readonly SpentRow[] {
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return rows.flatMap((row) => {
    const read = v.safeParse(spentSchema, row);
    return read.success && read.output.at > now - SPENDING_DAY ? [read.output] : [];
  });
}

/** How much of a unit left. */
export function spentOf(rows: readonly SpentRow[], unit: UnitId): { readonly all: bigint; readonly free: bigint } {
  let all = 0n;
  let free = 0n;
  for (const row of rows) {
    if (row.unit !== unit) continue;
    all += row.amount;
    if (!row.isByPin) free += row.amount;
  }
  return { all, free };
}
