/** What a person notes about payments on this device. */
import * as v from 'valibot';
import { type RecordId, type UnitId, recordId } from './ids.ts';

/** What payments can be filed under. Codes: the words are in the catalogues. */
export const paymentCategories = ['food', 'home', 'travel', 'fun', 'health', 'work', 'gift', 'other'] as const;
/** One of {@link paymentCategories}. */
export type PaymentCategory = (typeof paymentCategories)[number];

/** Name of the value that holds them. */
export const PAYMENT_NOTES_NAME = 'wallet-payment-notes';

const rowSchema = v.tuple([
  v.custom<RecordId>((value) => typeof value === 'string' && recordId(value).ok),
  v.picklist(paymentCategories),
]);

/** Reads what was filed. A row that cannot be read is left out. */
export function readPaymentNotes(value: unknown): ReadonlyMap<RecordId, PaymentCategory> {
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return new Map(
    rows.flatMap((row) => {
      const read = v.safeParse(rowSchema, row);
      return read.success ? [read.output] : [];
    }),
  );
}

/** A statement that was asked for and has not come. */
export interface StatementAsk {
  readonly unit: UnitId;
  /** When, by this device's clock, ms. */
  readonly at: number;
}

/** Name of the value that holds {@link StatementAsk}s. */
export const STATEMENT_ASKS_NAME = 'wallet-statement-asks';

const askSchema: v.GenericSchema<unknown, StatementAsk> = v.strictObject({
  unit: v.custom<UnitId>((value) => typeof value === 'string' && recordId(value).ok),
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** Reads what was asked for. A row that cannot be read is left out. */
export function readStatementAsks(value: unknown): readonly StatementAsk[] {
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return rows.flatMap((row) => {
    const read = v.safeParse(askSchema, row);
    return read.success ? [read.output] : [];
  });
}
