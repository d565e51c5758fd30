import { type Result, fail, ok } from '@shared/result.ts';
import { type ReadBitcoinPayment, readBitcoin } from './bitcoin.ts';
import { type LightningInvoice, readLightning } from './lightning.ts';
import { type PaypalPayment, readPaypal } from './paypal.ts';
import type { RailError } from './railAmount.ts';
import { MAX_RAIL_TEXT } from './railText.ts';
import { type SepaTransfer, readSepa } from './sepa.ts';
import { type UpiPayment, readUpi } from './upi.ts';

/** A way to pay outside (WAL-80), as text that was scanned or pasted says it. */
export type RailPayment =
  | { readonly rail: 'sepa'; readonly payment: SepaTransfer }
  | { readonly rail: 'upi'; readonly payment: UpiPayment }
  | { readonly rail: 'paypal'; readonly payment: PaypalPayment }
  | { readonly rail: 'bitcoin'; readonly payment: ReadBitcoinPayment }
  | { readonly rail: 'lightning'; readonly payment: LightningInvoice };
/** See {@link RailPayment}. */
export type Rail = RailPayment['rail'];

const BEGINNINGS: readonly (readonly [Rail, RegExp])[] = [
  ['sepa', /^BCD\r?\n/],
  ['upi', /^upi:/i],
  ['paypal', /^(?:https:\/\/)?(?:www\.)?(?:paypal\.me|paypal\.com\/paypalme)\//i],
  ['bitcoin', /^bitcoin:/i],
  ['lightning', /^(?:lightning:|ln(?:bc|tb)[0-9a-z]*1)/i],
];

/** Which rail text says to be of, by how it begins; null for none. Says nothing about the rest. */
export function railOfText(text: string): Rail | null {
  return BEGINNINGS.find(([, beginning]) => beginning.test(text))?.[0] ?? null;
}

const readers: { readonly [Name in Rail]: (text: string) => Result<RailPayment, RailError> } = {
  sepa: (text) => named(readSepa(text), (payment) => ({ rail: 'sepa', payment })),
  upi: (text) => named(readUpi(text), (payment) => ({ rail: 'upi', payment })),
  paypal: (text) => named(readPaypal(text), (payment) => ({ rail: 'paypal', payment })),
  bitcoin: (text) => named(readBitcoin(text), (payment) => ({ rail: 'bitcoin', payment })),
  lightning: (text) => named(readLightning(text), (payment) => ({ rail: 'lightning', payment })),
};

function named<P>(read: Result<P, RailError>, name: (payment: P) => RailPayment): Result<RailPayment, RailError> {
  return read.ok ? ok(name(read.value)) : read;
}

/** Reads a code or link of any rail (RAI-4). Never throws. */
export function readRail(text: string): Result<RailPayment, RailError> {
  if (text.length > MAX_RAIL_TEXT) return fail('rail-malformed', 'far too long');
  const trimmed = text.trim();
  const rail = railOfText(trimmed);
  return rail === null ? fail('rail-malformed', 'of no rail that is known') : readers[rail](trimmed);
}
