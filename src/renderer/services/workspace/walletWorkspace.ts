/** What the screens may see and do about promises and payments. Amounts are integers of minor units. */
import type { AccountId } from '@shared/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type AgreementActs, agreementActNames } from './walletAgreements.ts';
import { type BookActs, type BookReads, bookActNames } from './walletBooks.ts';
import { type PacketActs, type PacketReads, packetActNames } from './walletPackets.ts';
import { type WalletChatActs, type WalletChatReads, walletChatActNames } from './walletChat.ts';
import { type CodeActs, type CodeReads, codeActNames } from './walletCodes.ts';
import type { WalletRoomActs, WalletRoomReads } from './walletRoom.ts';
import { type WalletTradeActs, walletTradeActNames } from './walletTrade.ts';
import type { WalletTradeReads } from './walletTradeReads.ts';
import { type WalletSafetyActs, type WalletSafetyReads, walletSafetyActNames } from './walletSafety.ts';
import type { MintPart } from './mintWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';
import type {
  Holding,
  IssuedUnit,
  PersonStanding,
  Payment,
  PaymentRequest,
  NewUnit,
  NewPayment,
  NewRequest,
  WalletPerson,
  ActivityFilter,
} from './walletViews.ts';

export type {
  ActivityFilter,
  Holding,
  IssuedUnit,
  NewPayment,
  NewRequest,
  NewUnit,
  Payment,
  PaymentAct,
  PaymentMessageId,
  PaymentNow,
  PaymentRequest,
  PersonStanding,
  Unit,
  WalletPerson,
} from './walletViews.ts';

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
  'askStatement',
  ...bookActNames,
  ...codeActNames,
  ...walletChatActNames,
  ...packetActNames,
  ...walletSafetyActNames,
  ...walletTradeActNames,
  ...agreementActNames,
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
  /** Gives received units back to their issuer: of a promise that one does not want, or that was settled. `intent`: {@link NewPayment.intent}. */
  sendBackUnits(payment: RecordId, amount: bigint, intent?: string): Outcome<{ readonly payment: RecordId }>;
  /**
   * Gives back some of a payment one received: `refund-too-large` beyond what was paid. `serial`: {@link Payment.refundSerial} as it was shown where it is
   * pressed, so that the same refund is one, however often and on however many devices it is pressed.
   */
  refundPayment(payment: RecordId, amount: bigint, serial?: number): Outcome<{ readonly payment: RecordId }>;
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
    AgreementActs,
    WalletSafetyActs {}

/** The wallet's own of more acts. */
export function pickWalletActs(acts: WalletActs): WalletActs {
  const picked = walletActNames.map((name) => [name, acts[name]] as const);
  // Built from the names of exactly these acts.
  return Object.fromEntries(picked) as unknown as WalletActs;
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
  /** Payments of one's own, newest first; what moves between one's own pots is none. */
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
