/** What the screens may see and do about trade: nets, protected payments, orders, pots and mandates. Amounts are integers of minor units. */
import type { AccountId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import type { OrderStage } from '@domain/wallet/readings/orders.ts';
import type { NewPayment, Unit } from './walletViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Some of a unit. */
export interface Sum {
  readonly unit: Unit;
  readonly amount: bigint;
}

/** What is to be cancelled out between oneself and someone (WAL-84). */
export interface NewNet {
  /** Theirs, of which one has some. */
  readonly claim: UnitId;
  /** One's own, of which they have some. */
  readonly debt: UnitId;
  readonly amount: bigint;
  readonly note: string;
  /** What a dialog made once: pressed again it is the same offer (WSV-55). */
  readonly intent?: string;
}

/** Promises of two people that are to be redeemed against each other. */
export interface Net {
  readonly id: RecordId;
  readonly person: AccountId;
  /** The payment by which who offered it set theirs aside. */
  readonly offer: RecordId;
  /** Offered by oneself. */
  readonly own: boolean;
  /** What one gives up: some of theirs. */
  readonly claim: Sum;
  /** What they give up: some of one's own. */
  readonly debt: Sum;
  readonly note: string;
  /** When it came to this device, ms: a label. */
  readonly at: number;
  /** `offered`: one signed; `withdrawn`: who did takes it back, and the book has yet to say so; `agreed`: both did, books have yet to say so; `done`: in both books; `ended`: declined or refused, nothing was redeemed. */
  readonly stage: 'offered' | 'withdrawn' | 'agreed' | 'done' | 'ended';
}

/** An amount that is set aside for someone until the payer, or somebody both trust, lets it go (WAL-45). */
export interface NewProtectedPayment {
  readonly to: AccountId;
  readonly unit: UnitId;
  readonly amount: bigint;
  /** Who lets it go: `payer`, or an account that also decides disputes. */
  readonly by: 'payer' | AccountId;
  /** When `onTimeout` happens by itself unless disputed, ms. */
  readonly autoAfter: number;
  readonly onTimeout: 'pay' | 'return';
  readonly request?: RecordId;
  /** As of any payment (WSV-55). What answers a request is one payment anyway. */
  readonly intent?: string;
}

/** Somebody is not content with a payment (WAL-83). */
export interface Dispute {
  readonly id: RecordId;
  readonly by: AccountId;
  readonly text: string;
  readonly evidence: readonly RecordId[];
  readonly at: number;
  readonly ruling: 'pay' | 'return' | null;
}

/** What can be done now about a protected payment by oneself. */
export type ProtectionAct = 'release' | 'decline' | 'dispute' | 'rule';

/** A payment with a rule for when it is let go, or with a dispute. */
export interface Protection {
  readonly payment: RecordId;
  readonly unit: Unit;
  readonly amount: bigint;
  readonly from: AccountId;
  readonly to: AccountId;
  /** `judge`: neither pays nor is paid, but decides. */
  readonly side: 'payer' | 'payee' | 'judge';
  /** Null for a plain payment that is disputed. */
  readonly rule: NonNullable<BodyOf<'transfer'>['release']> | null;
  /** `waiting`: the clerk has not set it aside yet. */
  readonly stage: 'waiting' | 'held' | 'paid' | 'returned' | 'refused';
  /** Newest last. */
  readonly disputes: readonly Dispute[];
  /** A dispute that nobody ruled on stops the timer. */
  readonly isDisputed: boolean;
  readonly acts: readonly ProtectionAct[];
  readonly at: number;
}

/** A line of an order. */
export interface OrderLine {
  readonly text: string;
  readonly count: number;
  /** Of one piece. */
  readonly amount: bigint;
}

/** A bill of lines. */
export interface NewOrder {
  readonly units: readonly UnitId[];
  readonly lines: readonly OrderLine[];
  readonly memo: string;
  readonly payer: AccountId;
  readonly terms?: string;
  readonly until?: number;
}

/** What a party can say of an order (WAL-52). */
export type OrderStep = BodyOf<'step'>['state'];

/** A request with what came of it (WAL-53). */
export interface TradeOrder {
  readonly id: RecordId;
  readonly seller: AccountId;
  /** Who is asked, or paid; null while nobody is known. */
  readonly buyer: AccountId | null;
  /** Sold by oneself. */
  readonly own: boolean;
  readonly units: readonly Unit[];
  readonly decimals: number;
  readonly amount: bigint | null;
  readonly lines: readonly OrderLine[];
  readonly memo: string;
  readonly terms: string;
  readonly until: number;
  readonly at: number;
  readonly stage: OrderStage;
  readonly refunded: 'none' | 'part' | 'all';
  readonly isDisputed: boolean;
  readonly payments: readonly (Sum & {
    readonly id: RecordId;
    readonly refundable: bigint;
    readonly refunded: bigint;
    readonly refundSerial: number;
  })[];
  readonly receipts: readonly { readonly serial: number; readonly at: number }[];
  /** What oneself can say next. */
  readonly steps: readonly OrderStep[];
}

/** What is put into a pot, or taken out of it. */
export type PotSum = Pick<NewPayment, 'unit' | 'amount' | 'intent'>;

/** A part of what one has, with rules that issuers' clerks enforce (WAL-24). */
export interface NewPot {
  readonly name: string;
  /** Whom it may pay; anyone where it is missing. Oneself among them where it may be taken out again. */
  readonly to?: readonly AccountId[];
  /** Nothing is paid before, ms. */
  readonly notBefore?: number;
  /** Most of one unit in one UTC day. */
  readonly perDay?: bigint;
  /** Only this device pays from it. */
  readonly isThisDeviceOnly: boolean;
}

/** A pot and what is in it. */
export interface Pot {
  readonly id: RecordId;
  readonly name: string;
  readonly to: readonly AccountId[] | null;
  readonly notBefore: number | null;
  readonly perDay: bigint | null;
  readonly isThisDeviceOnly: boolean;
  /** Whether this device may pay from it. */
  readonly isUsable: boolean;
  /** A red packet is dealt from it by a device that is not this one: it is shown once its time is over, or that device is gone (WSV-97). */
  readonly isOfPacket: boolean;
  /** Only devices may pay from it that were reported lost or taken out: what its rule lets go can be brought back with the recovery phrase. */
  readonly isLeftBehind: boolean;
  readonly rows: readonly (Sum & { readonly available: bigint; readonly spentToday: bigint })[];
  readonly at: number;
}

/** Payments that are allowed beforehand, within bounds (WAL-70). */
export interface NewMandate {
  readonly payee: AccountId;
  readonly unit: UnitId;
  readonly perPayment: bigint;
  /** `perPayment` unless said. */
  readonly perPeriod?: bigint;
  readonly period: 'day' | 'week' | 'month';
  /** Payments in a period; one unless said. */
  readonly perPeriodCount?: number;
  /** Periods in all. */
  readonly count?: number;
  /** Now unless said, ms. */
  readonly start?: number;
  readonly end?: number;
  /** What it is for: `channel` is paid each period by itself, `program` and `shop` when used (WSV-123). */
  readonly scope: BodyOf<'mandate'>['scope'];
  /** Paid out of this pot. */
  readonly pot?: RecordId;
}

/** A mandate and what came of it. */
export interface Mandate {
  readonly id: RecordId;
  /** Given by oneself. */
  readonly own: boolean;
  readonly payer: AccountId;
  readonly payee: AccountId;
  readonly pot: RecordId | null;
  readonly unit: Unit;
  readonly perPayment: bigint;
  readonly perPeriod: bigint;
  readonly period: 'day' | 'week' | 'month';
  readonly perPeriodCount: number;
  readonly count: number | null;
  readonly start: number;
  readonly end: number | null;
  readonly scope: BodyOf<'mandate'>['scope'];
  /** Paid each period without being asked for. */
  readonly isAutomatic: boolean;
  /** `short`: the next payment is due and there is not enough for it. */
  readonly stage: 'running' | 'short' | 'stopped' | 'over';
  /** When the next payment is due by itself, ms; null where none is. */
  readonly nextDue: number | null;
  /** Set aside or paid in all. */
  readonly paid: bigint;
  /** The same, in the period that runs now. */
  readonly paidNow: bigint;
  /** Newest first. */
  readonly payments: readonly RecordId[];
  readonly at: number;
}

/** The acts of {@link WalletTradeActs}, by name. */
export const walletTradeActNames = [
  'offerNet',
  'agreeNet',
  'refuseNet',
  'withdrawNet',
  'payProtected',
  'releasePayment',
  'disputePayment',
  'ruleDispute',
  'askOrder',
  'stepOrder',
  'createPot',
  'fillPot',
  'emptyPot',
  'payFromPot',
  'createMandate',
  'revokeMandate',
  'payByMandate',
] as const satisfies readonly (keyof WalletTradeActs)[];

/** What of trade the engine does. */
export interface WalletTradeActs {
  /** Offers to cancel out: sets one's claim aside and waits for the other's word. `net-unfit` where the two are not alike. */
  offerNet(net: NewNet): Outcome<{ readonly net: RecordId }>;
  /** Agrees to what was offered to oneself: `net-missing` for anything that waits for no word of one's own. */
  agreeNet(net: RecordId): Outcome;
  /** Declines what was offered to oneself. What the other set aside goes back. */
  refuseNet(net: RecordId): Outcome;
  /** Takes back an offer of one's own that nobody answered: their device gives back what was set aside. `net-missing` for any other. */
  withdrawNet(net: RecordId): Outcome;
  /** Sets an amount aside (WAL-45); `protection-unfit` towards the issuer, who decides alone whether it pays. */
  payProtected(payment: NewProtectedPayment): Outcome<{ readonly payment: RecordId }>;
  /** Lets a protected payment go. */
  releasePayment(payment: RecordId): Outcome;
  /** Says that one is not content; `evidence` are records that show why. */
  disputePayment(
    payment: RecordId,
    text: string,
    evidence?: readonly RecordId[],
  ): Outcome<{ readonly dispute: RecordId }>;
  /** Decides a dispute, as the account the payment names. */
  ruleDispute(dispute: RecordId, verdict: 'pay' | 'return'): Outcome;
  /** Asks someone to pay these lines. */
  askOrder(order: NewOrder): Outcome<{ readonly request: RecordId }>;
  /** Says how far an order is: `step-unfit` for what is not one's own to say now. */
  stepOrder(request: RecordId, step: OrderStep): Outcome;
  createPot(pot: NewPot): Outcome<{ readonly pot: RecordId }>;
  /** Puts something into a pot of one's own. */
  fillPot(pot: RecordId, sum: PotSum): Outcome<{ readonly payment: RecordId }>;
  /** Takes something out again: `pot-forbids` where its rule does not let it go. */
  emptyPot(pot: RecordId, sum: PotSum): Outcome<{ readonly payment: RecordId }>;
  payFromPot(
    pot: RecordId,
    payment: Pick<NewPayment, 'to' | 'unit' | 'amount' | 'intent'>,
  ): Outcome<{ readonly payment: RecordId }>;
  createMandate(mandate: NewMandate): Outcome<{ readonly mandate: RecordId }>;
  /** Ends a mandate for everything that was not paid yet. */
  revokeMandate(mandate: RecordId): Outcome;
  /**
   * Pays within a mandate of one's own at the next place of this period; `perPayment` unless said. `mandate-spent` where its bounds allow no more now.
   */
  payByMandate(mandate: RecordId, amount?: bigint): Outcome<{ readonly payment: RecordId }>;
}
