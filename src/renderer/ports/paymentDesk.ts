import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';

/** What a program wants paid. Amount and payee are shown to the person as they are here, and in no words of the program. */
export interface PaymentOrder {
  /**
   * Names the order (MIN-30): the same on all devices of who pays, for one reference in one instance. Whoever is asked for it again
   * answers as before and asks nobody.
   */
  readonly id: string;
  readonly instance: EventId;
  readonly space: SpaceId;
  readonly program: string;
  readonly payee: AccountId;
  /** In the smallest unit of the currency (ISO 4217 code). */
  readonly amount: { readonly value: number; readonly currency: string };
  /** What for, as the program says: shown as such. */
  readonly memo: string;
  /** The program's own name for it. */
  readonly reference: string;
}

/**
 * How it ended. `paid`: the payee has it, and the receipt proves it to the wallets of both; to anyone else it is a name. `declined`: the
 * person said no. `refused`: the person said yes, and the money did not move. Why not is between them and the wallet: a
 * program does not learn what somebody has.
 */
export type PaymentOutcome =
  | { readonly status: 'paid'; readonly receipt: string }
  | { readonly status: 'declined' }
  | { readonly status: 'refused' };

/**
 * Why there is no outcome. `mismatch`: another order has this id, with another payee or amount; nothing was asked. `failed`: it is not known
 * how it ended; the same order may be asked for again, and is paid once. `busy`: nobody was asked, since too much is asked already.
 */
export type PaymentFailure = Failure<'unsupported' | 'mismatch' | 'busy' | 'failed'>;

/**
 * What came of asking the person. `done`: they said yes, and the wallet took it. `later`: they said yes, and by their own rule it leaves later, or
 * it is not known whether the wallet took it.
 * `busy`: too much is asked already, and nobody saw it.
 */
export type PayerWord = 'done' | 'declined' | 'later' | 'busy';
/** Shows the person an order, outside of what the program can draw, and has the wallet pay it if they say yes. */
export type AskPayer = (order: PaymentOrder) => Promise<PayerWord>;

/**
 * Takes orders of programs to the wallet, which asks the person. `paid` and `refused` are for good; after `declined` the same order may be
 * asked for again. Adapters: the wallet (`WalletPaymentDesk`); the kit's booth; `FakePayments` in tests. One suite runs against
 * all of them (`tests/support/shared/paymentDeskContract.ts`).
 */
export interface PaymentDesk {
  /** Whether there is a wallet: else nobody is asked for leave. */
  isThere(): Promise<boolean>;
  /** `ask` is called at most once, and not for what has an outcome already, or what the person allowed beforehand. */
  pay(order: PaymentOrder, ask: AskPayer): Promise<Result<PaymentOutcome, PaymentFailure>>;
}
