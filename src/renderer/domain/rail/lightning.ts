import { toBase64url } from '@shared/base64url.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { bytesOfWords, readBech32 } from './bech32.ts';
import { type RailAmount, type RailError, fitAmount } from './railAmount.ts';

/** Thousandths of the smallest part of a bitcoin: what invoices count in. */
const BOUNDS = { currency: 'BTC', decimals: 11, most: 2_100_000_000_000_000_000n } as const;
/** What one of each letter is, in tenths of these. */
const TENTHS: ReadonlyMap<string, bigint> = new Map([
  ['', 1_000_000_000_000n],
  ['m', 1_000_000_000n],
  ['u', 1_000_000n],
  ['n', 1000n],
  ['p', 1n],
]);
const TIMESTAMP_WORDS = 7;
/** 65 bytes. */
const SIGNATURE_WORDS = 104;
const HASH_WORDS = 52;
const TAG_HASH = 1;
const TAG_EXPIRY = 6;
/** Seconds, unless the invoice says otherwise. */
const EXPIRY = 3600;

/** What a BOLT11 invoice says. Its signature is not checked here: whoever pays it does. */
export interface LightningInvoice {
  /** Lower case, without `lightning:`. */
  readonly text: string;
  /** BTC with 11 decimals; null where the payer chooses. */
  readonly amount: RailAmount | null;
  /** The hash whose preimage proves payment (WAL-80): base64url of 32 bytes. */
  readonly hash: string;
  /** Until when it can be paid, ms. */
  readonly until: number;
}

function amountOf(digits: string, letter: string): Result<RailAmount | null, RailError> {
  if (digits.startsWith('0') || (digits === '' && letter !== '')) return fail('rail-amount', 'not an amount');
  if (digits === '') return ok(null);
  const tenths = BigInt(digits) * (TENTHS.get(letter) ?? 0n);
  if (tenths % 10n !== 0n) return fail('rail-amount', 'finer than invoices can be paid');
  return fitAmount({ minor: tenths / 10n, decimals: BOUNDS.decimals, currency: BOUNDS.currency }, BOUNDS);
}

function numberOf(words: readonly number[]): number {
  return words.reduce((sum, word) => sum * 32 + word, 0);
}

/** Tagged fields by type: of several the first of the right length, as BOLT11 has it. */
function fieldsOf(words: readonly number[]): ReadonlyMap<number, readonly number[]> | null {
  const fields = new Map<number, readonly number[]>();
  let place = 0;
  while (place < words.length) {
    const [type, high, low] = words.slice(place, place + 3);
    if (type === undefined || high === undefined || low === undefined) return null;
    const end = place + 3 + high * 32 + low;
    if (end > words.length) return null;
    const isWrongLength = type === TAG_HASH && end - place - 3 !== HASH_WORDS;
    if (!fields.has(type) && !isWrongLength) fields.set(type, words.slice(place + 3, end));
    place = end;
  }
  return fields;
}

/** Reads an invoice, with or without `lightning:` (RAI-50). Never throws. */
export function readLightning(link: string): Result<LightningInvoice, RailError> {
  const text = link.replace(/^lightning:(?:\/\/)?/i, '');
  const read = readBech32(text);
  const prefix = read?.form === 'bech32' ? readPrefix(read.prefix) : null;
  if (read === null || prefix === null) return fail('rail-malformed', 'not an invoice of BOLT11');
  if (prefix.network !== 'bc') return fail('rail-test-network', 'money of a network for tests');
  const amount = amountOf(prefix.digits, prefix.letter);
  return amount.ok ? invoiceOf(text.toLowerCase(), read.words, amount.value) : amount;
}

/** `ln`, the network, and what is asked: digits, and a letter for what they count. */
function readPrefix(prefix: string) {
  const found = /^ln(?<network>bcrt|bc|tbs|tb)(?<digits>[0-9]{0,18})(?<letter>[munp]?)$/.exec(prefix)?.groups;
  if (found === undefined) return null;
  return { network: found['network'] ?? '', digits: found['digits'] ?? '', letter: found['letter'] ?? '' };
}

function invoiceOf(
  text: string,
  words: readonly number[],
  amount: RailAmount | null,
): Result<LightningInvoice, RailError> {
  if (words.length < TIMESTAMP_WORDS + SIGNATURE_WORDS) return fail('rail-malformed', 'shorter than an invoice');
  const fields = fieldsOf(words.slice(TIMESTAMP_WORDS, -SIGNATURE_WORDS));
  const hash = bytesOfWords(fields?.get(TAG_HASH) ?? []);
  const expiry = fields?.get(TAG_EXPIRY);
  const seconds = numberOf(words.slice(0, TIMESTAMP_WORDS)) + (expiry === undefined ? EXPIRY : numberOf(expiry));
  const isSound = hash?.length === 32 && Number.isSafeInteger(seconds * 1000);
  if (!isSound) return fail('rail-malformed', 'an invoice without a sound payment hash');
  return ok({ text, amount, hash: toBase64url(hash), until: seconds * 1000 });
}

/** Writes a `lightning:` link of an invoice, where it asks for exactly what is owed (RAI-51): null leaves it to the invoice. */
export function lightningLink(invoice: string, owed: RailAmount | null): Result<string, RailError> {
  const read = readLightning(invoice);
  if (!read.ok || owed === null) return read.ok ? ok(`lightning:${read.value.text}`) : read;
  const fitted = fitAmount(owed, BOUNDS);
  if (!fitted.ok) return fitted;
  const { amount, text } = read.value;
  const differs = amount !== null && amount.minor !== fitted.value.minor;
  return differs ? fail('rail-amount', 'the invoice asks for something else') : ok(`lightning:${text}`);
}
