import type { Banyan, PaymentRequest } from '../../../packages/mini/index.d.ts';

/**
 * How a payment ended: `declined` where the person did not want it, and may be asked again; `refused` where the wallet did not take it, for good under that
 * reference; `withheld` where the person does not let this program ask for money;
 * `unable` where the host has no wallet; `unfit` where it takes no such order, as when another device asked for another sum under that reference;
 * `pending` where nobody knows yet: it may have been paid, and the same reference is asked for again.
 */
export type PayEnd =
  | { readonly status: 'paid'; readonly receipt: string }
  | { readonly status: 'declined' | 'refused' | 'withheld' | 'unable' | 'unfit' | 'pending' };

/** The words for what did not end in money, by their key. */
export const payNews = {
  declined: 'payDeclined',
  refused: 'payDeclined',
  withheld: 'payWithheld',
  unable: 'payUnable',
  unfit: 'payUnable',
  pending: 'payPending',
} as const;

/** Codes of a host that asked nobody and paid nothing. */
const UNASKED = ['not-declared', 'busy', 'too-large', 'unsupported'];

/** Asks the host to pay. Asking again with the same reference pays once. */
export async function payFor(request: PaymentRequest): Promise<PayEnd> {
  const { banyan } = window as unknown as { readonly banyan?: Banyan };
  if (banyan?.pay === undefined) return { status: 'unable' };
  try {
    const { status, receipt } = await banyan.pay({ ...request, memo: request.memo.slice(0, 140) });
    return status === 'paid' ? { status, receipt: (receipt ?? '').slice(0, 200) } : { status };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { status: endOf(code) };
  }
}

function endOf(code: string): Exclude<PayEnd['status'], 'paid'> {
  if (code === 'cancelled') return 'declined';
  if (code === 'not-granted') return 'withheld';
  if (code === 'invalid-input') return 'unfit';
  return UNASKED.includes(code) ? 'unable' : 'pending';
}
