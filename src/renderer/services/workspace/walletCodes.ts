/** What screens may do about codes to pay with, paying outside, and a till. */
import type { AccountId } from '@shared/ids.ts';
import type { FoundCode } from '@domain/paycode/codeKind.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Unit } from './walletViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What a code that was scanned or pasted says. Whoever made it is known only where a record was signed. */
export type ReadCode =
  /** Whom to pay: nobody signed it (PAY-3). */
  | {
      readonly kind: 'payee';
      readonly payee: AccountId;
      readonly unit: UnitId | null;
      /** Null: the payer chooses. */
      readonly amount: bigint | null;
      readonly memo: string;
    }
  /** Someone wants to pay (PAY-5). */
  | { readonly kind: 'payer'; readonly payer: AccountId; readonly until: number }
  | {
      readonly kind: 'request';
      readonly request: RecordId;
      readonly payee: AccountId;
      readonly units: readonly UnitId[];
      readonly decimals: number;
      readonly amount: bigint | null;
      readonly memo: string;
      readonly until: number;
    }
  | {
      readonly kind: 'transfer';
      readonly payment: RecordId;
      readonly payer: AccountId;
      readonly payee: AccountId;
      readonly unit: UnitId;
      readonly amount: bigint;
    }
  /** Something else, by name (PAY-2). */
  | { readonly kind: 'other'; readonly found: Exclude<FoundCode, 'pay'> };

/** What is asked for by a code: of whoever has it, unless it names someone. */
export interface NewBill {
  readonly units: readonly UnitId[];
  /** None: the payer chooses. */
  readonly amount?: bigint;
  readonly memo: string;
  /** What it is for, line by line; they sum up to the amount. */
  readonly lines?: NonNullable<BodyOf<'request'>['lines']>;
  readonly payer?: AccountId;
  /** Minutes are enough for a till; a day unless said, ms. */
  readonly until?: number;
  /** Hash of a Lightning invoice, whose preimage proves payment (WAL-80), and that invoice. */
  readonly invoice?: { readonly hash: Uint8Array; readonly text: string };
}

/** How one pays outside. */
export type SettleRail = BodyOf<'settle'>['rail'];

/** A debt that one says to have paid outside. */
export interface NewSettlement {
  readonly creditor: AccountId;
  /** A unit of one's own. */
  readonly unit: UnitId;
  readonly amount: bigint;
  readonly rail: SettleRail;
  /** As text: digits, at most one point. */
  readonly railAmount: string;
  readonly railCurrency: string;
  readonly ref: string;
  /** The creditor's request by invoice, and what proves that it was paid. */
  readonly proof?: { readonly request: RecordId; readonly preimage: Uint8Array };
  /** What a dialog made once: pressed again it is the same claim (WSV-55). */
  readonly intent?: string;
}

/** A settlement as both sides see it (WAL-80). */
export interface Settlement {
  readonly id: RecordId;
  readonly debtor: AccountId;
  readonly creditor: AccountId;
  readonly unit: Unit;
  readonly amount: bigint;
  readonly rail: SettleRail;
  readonly railAmount: string;
  readonly railCurrency: string;
  readonly ref: string;
  readonly side: 'debtor' | 'creditor';
  /** When it came to this device, ms. */
  readonly at: number;
  /** What the creditor redeemed for it: by this alone the debt fell. */
  readonly confirmed: bigint;
  /** What the creditor gave back for it, and no clerk has judged yet. */
  readonly underWay: bigint;
  readonly isProven: boolean;
}

/** An invoice someone wants to be paid by (WAL-80). */
export interface InvoiceRequest {
  readonly id: RecordId;
  readonly payee: AccountId;
  readonly unit: UnitId;
  readonly amount: bigint;
  readonly invoice: string;
}

/** Something a till sells. */
export interface TillItem {
  readonly id: string;
  readonly name: string;
  /** Minor units of the till's unit. */
  readonly price: bigint;
}

/** Where someone is paid outside, as one was told; kept on this device alone. */
export interface PayWay {
  readonly account: AccountId;
  readonly rail: 'sepa' | 'upi' | 'paypal' | 'bitcoin';
  /** IBAN, `name@bank`, name of PayPal.me, or address. */
  readonly address: string;
  /** Who gets it, as the rail knows them. */
  readonly name: string;
}

/** The acts of {@link CodeActs}, by name. */
export const codeActNames = [
  'readCode',
  'takeCode',
  'makeBill',
  'requestCode',
  'paymentCode',
  'openPayerCode',
  'payerCodeAnswer',
  'answerPayerCode',
  'declareSettled',
  'confirmSettled',
  'keepShelf',
  'keepPayWay',
] as const satisfies readonly (keyof CodeActs)[];

/** Codes, paying outside, and the till. */
export interface CodeActs {
  /** Says what a code is; takes nothing. Another kind than a code to pay with is no failure. */
  readCode(text: string): Outcome<ReadCode>;
  /** Takes the signed record in a code into the books (WSV-100): `code-not-yours` for a payment to somebody else. */
  takeCode(text: string): Outcome<{ readonly record: RecordId }>;
  /** Asks for a payment by a code that may be shown to anyone. */
  makeBill(bill: NewBill): Outcome<{ readonly request: RecordId }>;
  /** The code of a request of one's own. */
  requestCode(request: RecordId): Outcome<{ readonly code: string }>;
  /** The code of a payment of one's own: what the payee scans where there is no network. */
  paymentCode(payment: RecordId): Outcome<{ readonly code: string }>;
  /** Opens a one-time code by which one pays; `until`, ms. */
  openPayerCode(): Outcome<{ readonly code: string; readonly until: number }>;
  /** Waits a few seconds for a request that answers a one-time code; null where none came so far. */
  payerCodeAnswer(code: string): Outcome<{ readonly request: RecordId | null }>;
  /** Sends a request of one's own to whoever shows a one-time code: `code-unreachable` without a link to them, `code-over` for a used one. */
  answerPayerCode(code: string, request: RecordId): Outcome;
  /** Says that one paid a debt outside. The debt stays as it is. */
  declareSettled(settlement: NewSettlement): Outcome<{ readonly settlement: RecordId }>;
  /** Says that what someone paid outside arrived: gives back so many of their units. Once, on however many devices it is pressed (WSV-56). */
  confirmSettled(settlement: RecordId, amount: bigint): Outcome<{ readonly payment: RecordId }>;
  /** Keeps what the till of a unit sells. */
  keepShelf(unit: UnitId, items: readonly TillItem[]): Outcome;
  /** Keeps where someone is paid outside; an empty address forgets it. */
  keepPayWay(way: PayWay): Outcome;
}

/** What of it is read. */
export interface CodeReads {
  /** Debts that were said to be paid outside, by or to oneself, newest first. */
  settlements(): LiveQuery<readonly Settlement[]>;
  /** Invoices by which one is asked to pay, newest first. */
  invoiceRequests(): LiveQuery<readonly InvoiceRequest[]>;
  shelf(unit: UnitId): LiveQuery<readonly TillItem[]>;
  payWays(): LiveQuery<readonly PayWay[]>;
}
