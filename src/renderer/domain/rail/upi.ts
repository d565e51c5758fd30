import { type Result, fail, ok } from '@shared/result.ts';
import { type RailAmount, type RailError, fitAmount, readAmount, textOfAmount } from './railAmount.ts';
import { isCleanLine, readQuery, writeQuery } from './railText.ts';

const BOUNDS = { currency: 'INR', decimals: 2, most: 999_999_999_999_999n } as const;
const ADDRESS = /^[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}$/;

/** A payment by UPI. */
export interface UpiPayment {
  /** `name@bank`. */
  readonly address: string;
  /** What the payee calls itself, at most 99 characters: its own word. */
  readonly name: string;
  /** INR; null where the payer chooses. */
  readonly amount: RailAmount | null;
  /** At most 80 characters. */
  readonly note: string;
  /** The payee's own mark of this payment, at most 35 characters, or empty. */
  readonly reference: string;
}

function isSound({ address, name, note, reference }: UpiPayment): boolean {
  return (
    ADDRESS.test(address) && isCleanLine(name, 99) && isCleanLine(note, 80) && /^[A-Za-z0-9._-]{0,35}$/.test(reference)
  );
}

/** Writes a `upi://pay` link (RAI-20). */
export function upiLink(payment: UpiPayment): Result<string, RailError> {
  if (!isSound(payment)) return fail('rail-malformed', 'an address or text that does not fit');
  const amount = payment.amount === null ? null : fitAmount(payment.amount, BOUNDS);
  if (amount?.ok === false) return amount;
  const { address, name, note, reference } = payment;
  const sum = amount === null ? '' : textOfAmount(amount.value);
  const rest = writeQuery({ pn: name, tr: reference, tn: note, am: sum, cu: BOUNDS.currency });
  // The address as it is: not every app decodes its @.
  return ok(`upi://pay?pa=${address}&${rest.slice(1)}`);
}

/** Reads it (RAI-20). Never throws. */
export function readUpi(link: string): Result<UpiPayment, RailError> {
  const [, query] = /^upi:\/\/pay\/?\?([^#]*)$/i.exec(link) ?? [];
  const values = query === undefined ? fail('rail-malformed', 'not a payment by UPI') : readQuery(query);
  if (!values.ok) return values;
  const value = (name: string) => values.value.get(name) ?? '';
  if (!['', BOUNDS.currency].includes(value('cu'))) return fail('rail-wrong-currency', 'INR only');
  const amount = value('am') === '' ? ok(null) : readAmount(value('am'), BOUNDS);
  if (!amount.ok) return amount;
  const payment = {
    address: value('pa'),
    name: value('pn'),
    amount: amount.value,
    note: value('tn'),
    reference: value('tr'),
  };
  return isSound(payment) ? ok(payment) : fail('rail-malformed', 'an address or text that does not fit');
}
