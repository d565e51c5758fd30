/** How one guards one's own payments: PIN, limits, what leaves later. And what programs want paid. */
import type { AccountId } from '@shared/ids.ts';
import type { SpendingRules } from '@domain/spending/rules.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Unit } from './walletViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** See {@link WalletSafetyActs}. */
export const walletSafetyActNames = [
  'enterPaymentPin',
  'setPaymentPin',
  'setSpendingRules',
  'stopWaitingPayment',
  'payOrder',
  'payOrderAsAllowed',
] as const satisfies readonly (keyof WalletSafetyActs)[];

/** Who one is: the PIN there is, or the recovery phrase where it was forgotten. */
export type PinProof = { readonly pin: string } | { readonly words: string };

/** What a program wants paid, as the wallet takes it. */
export interface ProgramOrder {
  /** See `PaymentOrder.id`. */
  readonly id: string;
  readonly payee: AccountId;
  /** In the smallest unit of the currency. */
  readonly value: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Acts of the guard. */
export interface WalletSafetyActs {
  /** Says the PIN for the one payment that asked for it, within a minute: `payment-pin-wrong`, `payment-pin-wait` after several of these. */
  enterPaymentPin(pin: string): Outcome;
  /** Sets a PIN, or none. `proof` is needed where there is one already. */
  setPaymentPin(pin: string | null, proof: PinProof | null): Outcome;
  /** Changes the rules; with a PIN only by it. */
  setSpendingRules(rules: SpendingRules, pin: string | null): Outcome;
  /** Stops a payment that has not left: nothing was taken. */
  stopWaitingPayment(id: RecordId): Outcome;
  /**
   * Pays an order with a unit, after the person saw it and said yes. The same order again is the same payment, whatever unit is named then.
   * `order-changed`: another order with this id was paid, or leaves later. `payment-waits`: this one leaves later.
   */
  payOrder(order: ProgramOrder, unit: UnitId): Outcome<{ readonly payment: RecordId }>;
  /**
   * Pays an order by what the person allowed this instance of a program before (WSV-173), asking nobody. `mandate-missing`: nothing that runs
   * covers it, and the person has to be asked. What was paid already, in whichever way, is not paid again, and not `isTaken`.
   */
  payOrderAsAllowed(
    order: ProgramOrder,
    program: string,
  ): Outcome<{ readonly payment: RecordId; readonly isTaken: boolean }>;
}

/** A payment that was agreed to and has not left. */
export interface WaitingPayment {
  readonly id: RecordId;
  readonly unit: Unit;
  readonly to: AccountId;
  readonly amount: bigint;
  /** When it was agreed to, and when it leaves, ms. */
  readonly at: number;
  readonly due: number;
  /** It does not leave any more: there was not enough for a day after it was due. */
  readonly isDropped: boolean;
}

/** How one's payments are guarded on this device. */
export interface PaymentSafety {
  readonly hasPin: boolean;
  readonly rules: SpendingRules;
  /** Soonest first. */
  readonly waiting: readonly WaitingPayment[];
  /** When the PIN may be tried again, ms; 0: at once. */
  readonly nextTryAt: number;
}

/** What is known of an order. */
export interface OrderState extends Omit<ProgramOrder, 'id'> {
  /** Null where nothing was signed yet. */
  readonly payment: RecordId | null;
  /** `paid` and `refused` are for good. `waiting`: it was agreed to, and leaves later. */
  readonly standing: 'paid' | 'refused' | 'open' | 'waiting';
}

/** Reads of the guard. */
export interface WalletSafetyReads {
  /** Null for an order nobody said yes to on this device. */
  programOrder(id: string): LiveQuery<OrderState | null>;
  paymentSafety(): LiveQuery<PaymentSafety>;
}
