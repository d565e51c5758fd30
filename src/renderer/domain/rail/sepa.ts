import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Result, fail, ok } from '@shared/result.ts';
import { isBic, isCreditorReference, isIban } from './iban.ts';
import { type RailAmount, type RailError, fitAmount, readAmount, textOfAmount } from './railAmount.ts';
import { isCleanLine } from './railText.ts';

/** 0.01 to 999,999,999.99 EUR. */
const BOUNDS = { currency: 'EUR', decimals: 2, most: 99_999_999_999n } as const;
const MOST_BYTES = 331;
const MOST_ELEMENTS = 12;

/** A SEPA credit transfer (EPC069-12), as a banking app scans it. */
export interface SepaTransfer {
  /** At most 70 characters. */
  readonly name: string;
  /** Without spaces. */
  readonly iban: string;
  /** Of the payee's bank; may be empty. */
  readonly bic: string;
  /** EUR; null where the payer chooses. */
  readonly amount: RailAmount | null;
  /** Code of ISO 20022, up to 4 characters, or empty. */
  readonly purpose: string;
  /** For machines, at most 35 characters; never together with `text`. */
  readonly reference: string;
  /** For people, at most 140 characters. */
  readonly text: string;
  /** A note of whoever made the code to whoever scans it, at most 70 characters. */
  readonly note: string;
}

const checks: readonly (readonly [(transfer: SepaTransfer) => boolean, string])[] = [
  [({ name }) => name !== '' && isCleanLine(name, 70), 'a name of 1 to 70 plain characters is needed'],
  [({ iban }) => isIban(iban), 'no IBAN of a SEPA country'],
  [({ bic }) => bic === '' || isBic(bic), 'no BIC'],
  [({ purpose }) => /^[A-Z0-9]{0,4}$/.test(purpose), 'no purpose code'],
  [({ reference, text }) => reference === '' || text === '', 'a reference and a text'],
  [({ reference }) => reference === '' || isCreditorReference(reference), 'no creditor reference'],
  [({ text, note }) => isCleanLine(text, 140) && isCleanLine(note, 70), 'text that is too long, or hides something'],
];

function flawOf(transfer: SepaTransfer): string | null {
  return checks.find(([holds]) => !holds(transfer))?.[1] ?? null;
}

/** Writes the text of the QR code (RAI-10): version 002, UTF-8, LF, no empty elements at the end. */
export function sepaCode(transfer: SepaTransfer): Result<string, RailError> {
  const { name, iban, bic, purpose, reference, text, note } = transfer;
  const flaw = flawOf(transfer);
  if (flaw !== null) return fail('rail-malformed', flaw);
  const amount = transfer.amount === null ? null : fitAmount(transfer.amount, BOUNDS);
  if (amount?.ok === false) return amount;
  const sum = amount === null ? '' : `EUR${textOfAmount(amount.value)}`;
  const elements = ['BCD', '002', '1', 'SCT', bic, name, iban, sum, purpose, reference, text, note];
  const code = elements.join('\n').replace(/\n+$/, '');
  return utf8ToBytes(code).length <= MOST_BYTES ? ok(code) : fail('rail-malformed', `more than ${MOST_BYTES} bytes`);
}

/** Reads it (RAI-11). Never throws. */
export function readSepa(code: string): Result<SepaTransfer, RailError> {
  const elements = code.split(/\r?\n/);
  if (elements.at(-1) === '') elements.pop();
  if (!isFrame(code, elements)) return fail('rail-malformed', 'not a SEPA code of version 001 or 002');
  const element = (place: number) => elements[place] ?? '';
  const amount = readSum(element(7));
  if (!amount.ok) return amount;
  const transfer = {
    bic: element(4),
    name: element(5),
    iban: element(6).replaceAll(' ', ''),
    amount: amount.value,
    purpose: element(8),
    reference: element(9),
    text: element(10),
    note: element(11),
  };
  const flaw = flawOf(transfer);
  return flaw === null ? ok(transfer) : fail('rail-malformed', flaw);
}

/** What comes before the fields, and how much of it all there may be. */
function isFrame(code: string, elements: readonly string[]): boolean {
  const [tag = '', version = '', charset = '', kind = '', bic = ''] = elements;
  const isKnown = /^BCD 00(?:2 SCT |1 SCT .)/.test(`${tag} ${version} ${kind} ${bic}`);
  const isBounded = elements.length <= MOST_ELEMENTS && utf8ToBytes(code).length <= MOST_BYTES;
  return isKnown && isBounded && isReadable(charset, code);
}

/** In another character set than UTF-8 only what all of them share is sure to read as it was meant. */
function isReadable(charset: string, code: string): boolean {
  return charset === '1' || (/^[2-8]$/.test(charset) && /^[\r\n -~]*$/.test(code));
}

function readSum(sum: string): Result<RailAmount | null, RailError> {
  if (sum === '') return ok(null);
  const [, currency, digits = ''] = /^([A-Z]{3})(.*)$/.exec(sum) ?? [];
  if (currency === undefined) return fail('rail-amount', 'no currency');
  return currency === BOUNDS.currency ? readAmount(digits, BOUNDS) : fail('rail-wrong-currency', 'EUR only');
}
