import type { AccountId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Payment } from '../../workspace/walletWorkspace.ts';

/** What the lines of a table need beside payments. */
export interface CsvWords {
  readonly self: AccountId;
  readonly nameOf: (account: AccountId) => string;
  readonly categoryOf: (payment: RecordId) => string;
}

/** The first line: names that do not change with the language, since programs read them. */
const HEAD = [
  'issuer',
  'issuer_name',
  'unit',
  'unit_name',
  'code',
  'currency',
  'came_at',
  'kind',
  'direction',
  'from',
  'from_name',
  'to',
  'to_name',
  'amount',
  'state',
  'reason',
  'finality',
  'refunded',
  'category',
  'payment',
  'refund_of',
];

/** Payments of one unit as a table, oldest first: CSV (RFC 4180), the issuer in every line (WSV-74). */
export function unitCsv(payments: readonly Payment[], words: CsvWords): string {
  const lines = payments.toReversed().map((payment) => lineOf(payment, words));
  return `${[HEAD, ...lines].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

function lineOf(payment: Payment, { self, nameOf, categoryOf }: CsvWords): readonly string[] {
  const { unit, situation, from, to } = payment;
  return [
    named('account', unit.issuer),
    nameOf(unit.issuer),
    named('unit', unit.id),
    unit.name,
    unit.code,
    unit.currency ?? '',
    new Date(payment.at).toISOString(),
    payment.kind === 'mint' ? 'promise' : 'payment',
    directionOf(payment, self),
    ...[named('account', from), nameOf(from)],
    ...[named('account', to), nameOf(to)],
    plainAmount(payment.amount, unit.decimals),
    situation.word,
    situation.reason ?? '',
    payment.finality.kind,
    plainAmount(payment.refunded, unit.decimals),
    categoryOf(payment.id),
    named('payment', payment.id),
    payment.refundOf === null ? '' : named('payment', payment.refundOf),
  ];
}

/** Who issues a unit has lines of others in its table, too. */
function directionOf({ from, to }: Payment, self: AccountId): 'in' | 'out' | 'between' {
  if (from === self) return 'out';
  return to === self ? 'in' : 'between';
}

/** An id may begin with a sign that spreadsheets calculate with; a word before it keeps it whole. */
function named(kind: 'account' | 'unit' | 'payment', id: string): string {
  return `${kind}:${id}`;
}

/** "12.50": exact, with a point in every language. */
export function plainAmount(amount: bigint, decimals: number): string {
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** What a spreadsheet would take for a formula: also behind spaces, which some leave out. */
const FORMULA = /^\s*[=+\-@\t\r\n|%＝＋－＠]/u;

/** One field: names of people and units are other people's text, and must never be calculated. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) || safe.startsWith("'") ? `"${safe.replaceAll('"', '""')}"` : safe;
}
