import type { PaymentRequest } from '../../../packages/mini/index.d.ts';
import { compareTexts } from './log.ts';
import { type PayEnd, payFor } from './pay.ts';
import { asAddress, asInteger, asRecord, fieldOf } from './reading.ts';

/** The payment that was begun under a name on this device and is not known to have ended; null for none. */
export function keptPayment(key: string): PaymentRequest | null {
  const text = localStorage.getItem(`pay ${key}`);
  return text === null ? null : readRequest(parsed(text));
}

/** All payments that were begun on this device and are not known to have ended, by the names they are kept under. */
export function keptPayments(): ReadonlyMap<string, PaymentRequest> {
  const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
  const keys = names.filter((name) => name.startsWith('pay ')).map((name) => name.slice('pay '.length));
  return new Map(
    keys.sort(compareTexts).flatMap((key) => {
      const kept = keptPayment(key);
      return kept === null ? [] : [[key, kept]];
    }),
  );
}

/** What was begun is known to have ended. */
export function forgetPayment(key: string): void {
  localStorage.removeItem(`pay ${key}`);
}

/**
 * Has something paid. It is kept on this device, from before it is asked for until it is known how it ended: a page may end in between, and its person
 * has paid all the same. What was begun before goes on in place of `fresh`. `onPaid` is told of it before it is forgotten.
 */
export async function payKept(
  key: string,
  fresh: PaymentRequest,
  onPaid: (request: PaymentRequest, receipt: string) => void,
): Promise<PayEnd['status']> {
  const known = keptPayment(key);
  const request = known ?? fresh;
  if (!keep(key, request)) return 'unable';
  const end = await payFor(request);
  if (end.status === 'paid') onPaid(request, end.receipt);
  // That nobody can be asked now says nothing of what was begun before.
  const isUnasked = end.status === 'unable' || end.status === 'withheld' || end.status === 'unfit';
  const isOver = isUnasked ? known === null : end.status !== 'pending';
  if (isOver) forgetPayment(key);
  return end.status;
}

/** False where this device keeps nothing: then nothing is asked for. */
function keep(key: string, request: PaymentRequest): boolean {
  try {
    localStorage.setItem(`pay ${key}`, JSON.stringify(request));
    return true;
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readRequest(value: unknown): PaymentRequest | null {
  const record = asRecord(value) ?? {};
  const amount = asRecord(fieldOf(record, 'amount')) ?? {};
  const to = asAddress(fieldOf(record, 'to'));
  const units = asInteger(fieldOf(amount, 'value'), 1, Number.MAX_SAFE_INTEGER);
  const [currency, memo, reference] = [
    fieldOf(amount, 'currency'),
    fieldOf(record, 'memo'),
    fieldOf(record, 'reference'),
  ];
  if (to === null || units === null) return null;
  if (typeof currency !== 'string' || typeof memo !== 'string' || typeof reference !== 'string') return null;
  return { to, amount: { value: units, currency }, memo, reference };
}
