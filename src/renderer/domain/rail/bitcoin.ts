import { type Result, err, fail, ok } from '@shared/result.ts';
import { bitcoinNetwork } from './bitcoinAddress.ts';
import { type LightningInvoice, readLightning } from './lightning.ts';
import { type RailAmount, type RailError, fitAmount, readAmount, textOfAmount } from './railAmount.ts';
import { isCleanLine, readQuery, writeQuery } from './railText.ts';

/** Up to the 21 million there will ever be. */
const BOUNDS = { currency: 'BTC', decimals: 8, most: 2_100_000_000_000_000n } as const;
const MOST_TEXT = 140;

/** A payment of bitcoin (BIP21). */
export interface BitcoinPayment {
  readonly address: string;
  /** BTC with 8 decimals; null where the payer chooses. */
  readonly amount: RailAmount | null;
  /** Who is paid, in the payee's own words; at most 140 characters. */
  readonly label: string;
  /** What for; at most 140 characters. */
  readonly message: string;
}

/** A {@link BitcoinPayment} as read, with the invoice by which it may be paid instead. */
export interface ReadBitcoinPayment extends BitcoinPayment {
  readonly invoice: LightningInvoice | null;
}

function flawOf({ address, label, message }: BitcoinPayment): RailError | null {
  const network = bitcoinNetwork(address);
  if (network === 'test') return { code: 'rail-test-network', message: 'money of a network for tests' };
  if (network === null) return { code: 'rail-malformed', message: 'not an address' };
  if (isCleanLine(label, MOST_TEXT) && isCleanLine(message, MOST_TEXT)) return null;
  return { code: 'rail-malformed', message: 'text that is too long, or hides something' };
}

/** Writes a `bitcoin:` link (RAI-40). */
export function bitcoinLink(payment: BitcoinPayment): Result<string, RailError> {
  const flaw = flawOf(payment);
  if (flaw !== null) return err(flaw);
  const amount = payment.amount === null ? null : fitAmount(payment.amount, BOUNDS);
  if (amount?.ok === false) return amount;
  const sum = amount === null ? '' : textOfAmount(amount.value);
  return ok(`bitcoin:${payment.address}${writeQuery({ amount: sum, label: payment.label, message: payment.message })}`);
}

/** Reads it (RAI-40). What it requires and this version does not know makes it unreadable. Never throws. */
export function readBitcoin(link: string): Result<ReadBitcoinPayment, RailError> {
  const [, address = '', query = ''] = /^bitcoin:([A-Za-z0-9]+)(?:\?([^#]*))?$/i.exec(link) ?? [];
  const values = readQuery(query);
  if (!values.ok) return values;
  const needs = [...values.value.keys()].some((name) => name.startsWith('req-'));
  return needs ? fail('rail-malformed', 'requires something unknown') : readFields(address, values.value);
}

function readFields(address: string, values: ReadonlyMap<string, string>): Result<ReadBitcoinPayment, RailError> {
  const sum = values.get('amount');
  const amount = sum === undefined ? ok(null) : readAmount(sum, BOUNDS);
  if (!amount.ok) return amount;
  const [label = '', message = ''] = [values.get('label'), values.get('message')];
  const payment = { address, amount: amount.value, label, message };
  const flaw = flawOf(payment);
  if (flaw !== null) return err(flaw);
  const text = values.get('lightning');
  const invoice = text === undefined ? ok(null) : readLightning(text);
  return invoice.ok ? ok({ ...payment, invoice: invoice.value }) : invoice;
}
