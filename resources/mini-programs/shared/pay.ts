import type { Banyan, PaymentRequest } from '../../../packages/mini/index.d.ts';

/** How a payment ended: `declined` where nothing was paid, by whoever's word; `unable` where the host has no wallet, or the person does not let this program ask for money. */
export type PayEnd = { readonly status: 'paid'; readonly receipt: string } | { readonly status: 'declined' | 'unable' };

/** Asks the host to pay. Asking again with the same reference pays once. */
export async function payFor(request: PaymentRequest): Promise<PayEnd> {
  const { banyan } = window as unknown as { readonly banyan?: Banyan };
  if (banyan?.pay === undefined) return { status: 'unable' };
  try {
    const { status, receipt } = await banyan.pay({ ...request, memo: request.memo.slice(0, 140) });
    return status === 'paid' ? { status, receipt: (receipt ?? '').slice(0, 200) } : { status: 'declined' };
  } catch (error) {
    const isCancelled = error instanceof Error && 'code' in error && error.code === 'cancelled';
    return { status: isCancelled ? 'declined' : 'unable' };
  }
}
