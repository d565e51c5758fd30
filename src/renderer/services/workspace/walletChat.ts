/** What the wallet does and shows of payments and requests told in conversations. */
import type { RecordId } from '@domain/wallet/ids.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { NewRequest, PaymentRequest } from './walletViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** See {@link WalletChatActs}. */
export const walletChatActNames = [
  'askPayments',
  'keepPayment',
  'dropRequest',
] as const satisfies readonly (keyof WalletChatActs)[];

/** Acts on payments told in conversations. */
export interface WalletChatActs {
  /** Asks several people, all of them or none: the shares of a split. The requests are in the order given. */
  askPayments(asked: readonly NewRequest[]): Outcome<{ readonly requests: readonly RecordId[] }>;
  /**
   * Keeps what one was given: accepts its unit, up to `limit` minor units (null: none), takes the payment where it waits, and says that a request of
   * one's own is paid where it does (WSV-82).
   */
  keepPayment(payment: RecordId, limit: bigint | null): Outcome;
  /** Withdraws a request of one's own, or says no to one for oneself: `payment-settled` once it is paid or over. */
  dropRequest(request: RecordId): Outcome;
}

/** Reads of single requests. */
export interface WalletChatReads {
  /** Null for one that is not here. */
  paymentRequest(id: RecordId): LiveQuery<PaymentRequest | null>;
}
