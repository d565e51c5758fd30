/** What the screens may see and do about promises and payments. Amounts are integers of minor units. */
import type { AccountId } from '@shared/ids.ts';
import type { Reason } from '@domain/wallet/clerk/case.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { HolderId, RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import type { Finality } from '@domain/wallet/readings/finality.ts';
import type { Order } from '@domain/wallet/readings/orders.ts';
import type { Side, Situation, TransferWord } from '@domain/wallet/readings/words.ts';
import type { Fault } from '@domain/wallet/unitView.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type BookActs, type BookReads, bookActNames } from './walletBooks.ts';
import { type PacketActs, type PacketReads, packetActNames } from './walletPackets.ts';
import { type WalletChatActs, type WalletChatReads, walletChatActNames } from './walletChat.ts';
import { type CodeActs, type CodeReads, codeActNames } from './walletCodes.ts';
import type { WalletRoomActs, WalletRoomReads } from './walletRoom.ts';
import { type WalletTradeActs, type WalletTradeReads, walletTradeActNames } from './walletTrade.ts';
import { type WalletSafetyActs, type WalletSafetyReads, walletSafetyActNames } from './walletSafety.ts';
import type { MintPart } from './mintWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A unit: what is promised, and by whom. */
export type Unit = BodyOf<'unit'> & { readonly id: UnitId };

/** What is to be shown for a transfer, by who reads it: the id of a message of the catalogues (design §4.6). */
export type PaymentMessageId =
  | `payments.${TransferWord}.${Side}`
  | `payments.${'refused' | 'returned'}.${Side}.${Reason}`
  | `payments.mint.${Side}`;

/** One row of the wallet: what one has of one unit. There is no grand total (design §4.6). */
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
  /** By when it is to be accepted, ms; null for new units. */
  readonly until: number | null;
  readonly situation: Situation;
  readonly message: PaymentMessageId;
  readonly finality: Finality;
  /** What can be done about it now by oneself. */
  readonly acts: readonly PaymentAct[];
  /** What was given back of it. */
  readonly refunded: bigint;
  /** What its payee sent back to the issuer, not wanting it. */
  readonly sentBack: bigint;
}

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

/** The acts of {@link WalletActs}, by name. */
export const walletActNames = [
  'createUnit',
  'promiseUnits',
  'payUnits',
  'askPayment',
  'payRequest',
  'acceptPayment',
  'declinePayment',
  'cancelPayment',
  'sendBackUnits',
  'refundPayment',
  'noteUnit',
  'filePayment',
  'giveStatement',
  ...bookActNames,
  ...codeActNames,
  ...walletChatActNames,
  ...packetActNames,
  ...walletSafetyActNames,
  ...walletTradeActNames,
] as const satisfies readonly (keyof WalletActs)[];

/** Units and payments. */
export interface PaymentActs {
  /** Makes a unit of one's own, whose book this device keeps; `witnesses` are contacts whose device is to see each entry first. */
  createUnit(unit: NewUnit, witnesses: readonly AccountId[]): Outcome<{ readonly unit: UnitId }>;
  /** Promises someone units of one's own: an IOU, a top-up, points. */
  promiseUnits(promise: Omit<NewPayment, 'until'>): Outcome<{ readonly payment: RecordId }>;
  /** Orders units one has to someone: `payment-not-enough` beyond what is available. */
  payUnits(payment: NewPayment): Outcome<{ readonly payment: RecordId }>;
  askPayment(request: NewRequest): Outcome<{ readonly request: RecordId }>;
  /**
   * Pays what was asked for, with new units where `unit` is one's own: one the request names, or counts in the same (WAL-54). What was paid already is
   * not paid again. `amount` where the request leaves it open.
   */
  payRequest(request: RecordId, unit: UnitId, amount?: bigint): Outcome<{ readonly payment: RecordId }>;
  acceptPayment(payment: RecordId): Outcome;
  /** Does not want what is on its way. */
  declinePayment(payment: RecordId): Outcome;
  /** Asks the clerk to drop what it has not judged. */
  cancelPayment(payment: RecordId): Outcome;
  /** Gives received units back to their issuer: of a promise that one does not want, or that was settled. */
  sendBackUnits(payment: RecordId, amount: bigint): Outcome<{ readonly payment: RecordId }>;
  /** Gives back some of a payment one received: `refund-too-large` beyond what was paid. */
  refundPayment(payment: RecordId, amount: bigint): Outcome<{ readonly payment: RecordId }>;
  /** Sets a limit, accepts a unit or stops accepting it. */
  noteUnit(unit: UnitId, change: Partial<Omit<UnitNote, 'unit'>>): Outcome;
}

/** What of the wallet the engine does, wherever it runs: screens use {@link WalletWorkspace}. */
export interface WalletActs
  extends
    PaymentActs,
    BookActs,
    CodeActs,
    WalletChatActs,
    PacketActs,
    WalletRoomActs,
    WalletTradeActs,
    WalletSafetyActs {}

/** The wallet's own of more acts. */
export function pickWalletActs(acts: WalletActs): WalletActs {
  const picked = walletActNames.map((name) => [name, acts[name]] as const);
  // Built from the names of exactly these acts.
  return Object.fromEntries(picked) as unknown as WalletActs;
}

/** Which lines of the activity. */
export interface ActivityFilter {
  readonly unit?: UnitId;
  readonly person?: AccountId;
}

/** Everything a person can see and do about promises and payments. */
export interface WalletWorkspace
  extends
    WalletActs,
    BookReads,
    CodeReads,
    WalletChatReads,
    PacketReads,
    WalletRoomReads,
    WalletTradeReads,
    WalletSafetyReads {
  /** Oneself and the people one knows, by account; whoever is missing is a stranger. */
  people(): LiveQuery<ReadonlyMap<AccountId, WalletPerson>>;
  /** One row per unit one has, or is given now; offers are among them. */
  holdings(): LiveQuery<readonly Holding[]>;
  /** Units one issues. */
  issuedUnits(): LiveQuery<readonly IssuedUnit[]>;
  standingWith(person: AccountId): LiveQuery<PersonStanding>;
  /** Payments of one's own, newest first. */
  activity(filter?: ActivityFilter): LiveQuery<readonly Payment[]>;
  /** Null for one that is not known. */
  payment(id: RecordId): LiveQuery<Payment | null>;
  /** Requests by or to oneself, newest first. */
  paymentRequests(): LiveQuery<readonly PaymentRequest[]>;
  /** Everything that proves a payment, as a bundle anyone can check (WAL-150). */
  proofOf(payment: RecordId): LiveQuery<Uint8Array | null>;
}

/** The wallet's part of a workspace. */
export interface WalletPart extends WalletActs, MintPart {
  readonly wallet: WalletWorkspace;
}
