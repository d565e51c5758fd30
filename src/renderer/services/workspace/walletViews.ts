/** What the screens are shown of promises and payments. Amounts are integers of minor units. */
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { Reason } from '@domain/wallet/clerk/case.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { HolderId, RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import type { Finality } from '@domain/wallet/readings/finality.ts';
import type { Order } from '@domain/wallet/readings/orders.ts';
import type { Side, Situation, TransferWord } from '@domain/wallet/readings/words.ts';
import type { Fault } from '@domain/wallet/unitView.ts';
import type { Avatar } from '@domain/profile/profile.ts';

/** A unit: what is promised, and by whom. */
export type Unit = BodyOf<'unit'> & { readonly id: UnitId };

/** What is to be shown for a transfer, by who reads it: the id of a message of the catalogues (WAL-66). */
export type PaymentMessageId =
  | `payments.${TransferWord}.${Side}`
  | `payments.${'refused' | 'returned'}.${Side}.${Reason}`
  | `payments.mint.${Side}`
  | `payments.mint.${'part' | 'gone'}.${Side}`;

/** One row of the wallet: what one has of one unit. There is no grand total (WAL-UI-1). */
export interface Holding {
  readonly unit: Unit;
  /** Confirmed. */
  readonly balance: bigint;
  /** Confirmed less own orders without a verdict, plus overdraft: what can be ordered now (WAL-48). */
  readonly available: bigint;
  /** Set aside for oneself by the clerk, not accepted yet. */
  readonly arriving: bigint;
  readonly note: UnitNote;
  /** More than the limit that was set. */
  readonly isOverLimit: boolean;
  /** From somebody who is no contact, and nobody accepted it: shown apart (WSV-52). */
  readonly isOffer: boolean;
  readonly faults: readonly Fault[];
}

/** A unit one issues, and its book. */
export interface IssuedUnit {
  readonly unit: Unit;
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly held: bigint;
  readonly lapsed: bigint;
  /** What is owed: issued less redeemed and lapsed. */
  readonly outstanding: bigint;
  readonly holders: readonly { readonly holder: HolderId; readonly balance: bigint }[];
  /** Whether this device keeps the book. */
  readonly isClerk: boolean;
  readonly witnesses: number;
  /** Orders no verdict was given about. */
  readonly waiting: number;
  readonly faults: readonly Fault[];
}

/** What stands between two people, unit by unit. */
export interface PersonStanding {
  /** Theirs, held by oneself: what they owe. */
  readonly claims: readonly { readonly unit: Unit; readonly amount: bigint }[];
  /** One's own, held by them: what one owes. */
  readonly debts: readonly { readonly unit: Unit; readonly amount: bigint }[];
  /** What of either is set aside for an offer to cancel out: no part of the sums above, and nobody's other than who had it until it is answered. */
  readonly setAside: readonly { readonly unit: Unit; readonly amount: bigint; readonly isClaim: boolean }[];
}

/** One line of the activity: new units, or a transfer. */
export interface Payment {
  readonly id: RecordId;
  readonly kind: 'mint' | 'transfer';
  readonly unit: Unit;
  readonly from: AccountId;
  readonly to: AccountId;
  readonly amount: bigint;
  readonly side: Side;
  /** When it came to this device, ms: a label. */
  readonly at: number;
  readonly request: RecordId | null;
  readonly refundOf: RecordId | null;
  /** What its record says it is for; null where it says nothing. */
  readonly why: PaymentPurpose | null;
  /** By when it is to be accepted, ms; null for new units. */
  readonly until: number | null;
  readonly situation: Situation;
  readonly message: PaymentMessageId;
  readonly finality: Finality;
  /** What can be done about it now by oneself. */
  readonly acts: readonly PaymentAct[];
  /** What was given back of it. */
  readonly refunded: bigint;
  /** Which refund of it the next one is, from 1. */
  readonly refundSerial: number;
  /** What its payee sent back to the issuer, not wanting it. */
  readonly sentBack: bigint;
  /** What there is of it now; left out in lists (WSV-84). */
  readonly now?: PaymentNow;
}

/** What a payee has now, where what goes is counted as the oldest. */
export interface PaymentNow {
  /** Of the payment itself, minor units. */
  readonly left: bigint;
  /** With all that came before it, without what came after it. */
  readonly upTo: bigint;
}

/** See {@link Payment.why}. */
export type PaymentPurpose = NonNullable<BodyOf<'mint'>['why'] | BodyOf<'transfer'>['why']>;

/** See {@link Payment.acts}. */
export type PaymentAct = 'accept' | 'decline' | 'cancel' | 'send-back' | 'refund';

/** Someone asks to be paid. */
export interface PaymentRequest {
  readonly id: RecordId;
  readonly payee: AccountId;
  readonly payer: AccountId | null;
  readonly units: readonly Unit[];
  readonly decimals: number;
  /** Null: the payer chooses. */
  readonly amount: bigint | null;
  readonly memo: string;
  /** What it is made up of; empty where nobody says. */
  readonly lines: NonNullable<BodyOf<'request'>['lines']>;
  readonly until: number;
  readonly own: boolean;
  readonly at: number;
  readonly stage: Order['stage'];
  readonly cancelledBy: Order['cancelledBy'];
  readonly refunded: Order['refunded'];
  /** Payments that name it, whatever became of them. */
  readonly payments: readonly RecordId[];
}

/** What makes a unit. */
export type NewUnit = Omit<BodyOf<'unit'>, 'issuer'>;

/** What is ordered. */
export interface NewPayment {
  readonly to: AccountId;
  readonly unit: UnitId;
  readonly amount: bigint;
  /** Until when it may be taken, ms by the clerk's clock; a day from now unless said. */
  readonly until?: number;
  /** What a dialog made once: the same payment with the same of it is paid once, however often it is pressed (WSV-55). Without it each call pays. */
  readonly intent?: string;
  /** Where and with which words it is told once it has left, if it leaves later (WSV-167). */
  readonly card?: PaymentCard;
}

/** Words that go with a payment, in a conversation. */
export interface PaymentCard {
  readonly space: SpaceId;
  readonly note: string;
}

/** What is asked for. */
export interface NewRequest {
  readonly units: readonly UnitId[];
  /** None: the payer chooses. */
  readonly amount?: bigint;
  readonly memo: string;
  /** Only this account may pay it; without it whoever has it may. */
  readonly payer: AccountId;
  readonly until?: number;
}

/** A person as the wallet shows them: whoever a record names. */
export interface WalletPerson {
  readonly account: AccountId;
  /** As one calls them; empty for somebody who is not known here. */
  readonly name: string;
  readonly avatar: Avatar;
  /** `stranger`: no contact; what they say of themselves is not believed. */
  readonly standing: 'self' | 'contact' | 'stranger';
  /** Whether one compared the safety number. */
  readonly isVerified: boolean;
}

/** Which lines of the activity. */
export interface ActivityFilter {
  readonly unit?: UnitId;
  readonly person?: AccountId;
}
