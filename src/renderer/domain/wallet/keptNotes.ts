/** What is noted about payments on this device: by its person, and from what was said about them. */
import * as v from 'valibot';
import type { AccountId } from '@shared/ids.ts';
import { accountIdSchema } from '@shared/schemas.ts';
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

/** What a card in a conversation said a payment is for. */
export interface CardNote {
  readonly payment: RecordId;
  /** Who put the card there. */
  readonly author: AccountId;
  readonly note: string;
}

/** Name of the value that holds {@link CardNote}s. */
export const CARD_NOTES_NAME = 'wallet-card-notes';
/** Most of them that are kept: the newest. */
export const MOST_CARD_NOTES = 5000;

const cardNoteSchema: v.GenericSchema<unknown, CardNote> = v.strictObject({
  payment: v.custom<RecordId>((value) => typeof value === 'string' && recordId(value).ok),
  author: accountIdSchema,
  note: v.pipe(v.string(), v.maxLength(512)),
});

/** Reads what cards said. A row that cannot be read is left out. */
export function readCardNotes(value: unknown): readonly CardNote[] {
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return rows.flatMap((row) => {
    const read = v.safeParse(cardNoteSchema, row);
    return read.success ? [read.output] : [];
  });
}
