import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';

/** What a program wants paid. Amount and payee are shown to the person as they are here, and in no words of the program. */
export interface PaymentOrder {
  readonly instance: EventId;
  readonly space: SpaceId;
  readonly program: string;
  readonly payee: AccountId;
  /** In the smallest unit of the currency (ISO 4217 code). */
  readonly amount: { readonly value: number; readonly currency: string };
  /** What for, as the program says: shown as such. */
  readonly memo: string;
  /** The program's own name for it: asked again with the same in the same instance, nothing is paid twice. */
  readonly reference: string;
}

/** How it ended. A receipt is the wallet's, and means nothing to anyone else. */
export interface PaymentResult {
  readonly status: 'paid' | 'declined';
  readonly receipt: string | null;
}

/** Takes orders of programs to the wallet, which asks the person. Adapters: none yet in the product; memory in tests. */
export interface PaymentDesk {
  pay(order: PaymentOrder): Promise<Result<PaymentResult, Failure<'unsupported' | 'failed'>>>;
}
