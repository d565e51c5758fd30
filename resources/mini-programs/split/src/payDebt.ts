import { payFor } from '../../shared/pay.ts';
import type { Entry, Payment } from './rules.ts';

/** Whether the host can be asked to pay at all. */
export function hasWallet(): boolean {
  const { banyan } = window as unknown as { readonly banyan?: { readonly pay?: unknown } };
  return banyan?.pay !== undefined;
}

/**
 * Names what is to be paid for the host, at most 64 characters: the same until somebody writes another line, so that what was asked for and not
 * answered is paid once.
 */
export function debtReference({ currency, amount, to }: Payment, entries: readonly Entry[]): string {
  return `${currency} ${amount} ${entries.at(-1)?.id.slice(0, 16) ?? ''} ${to.slice(0, 16)}`;
}

/** Has the person pay somebody by the host's wallet; true once that is done. */
export async function payDebt(
  payment: Payment,
  address: string,
  asked: { memo: string; reference: string },
): Promise<boolean> {
  const { amount: value, currency } = payment;
  const end = await payFor({ to: address, amount: { value, currency }, ...asked });
  return end.status === 'paid';
}
