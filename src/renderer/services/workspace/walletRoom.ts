/** What the wallet's room sees and does beyond payments themselves: bills, statements, exports, own notes. */
import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { BundleError } from '@domain/wallet/bundle.ts';
import type { HolderId, RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { CardNote, PaymentCategory } from '@domain/wallet/keptNotes.ts';
import type { BodyOf, RecordType } from '@domain/wallet/record.ts';
import type { Finality } from '@domain/wallet/readings/finality.ts';
import type { TransferWord } from '@domain/wallet/readings/words.ts';
import type { Fault, TransferStatus } from '@domain/wallet/unitView.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Unit } from './walletViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Whose signature stands under a record. */
export interface BillSigner {
  readonly key: DeviceId;
  /** Who certified the key; null where nobody known did. */
  readonly account: AccountId | null;
  /** `root`: the account's own key, which stands above its devices. */
  readonly by: 'root' | 'device';
  /** The key was reported lost or stolen. */
  readonly isFrozen: boolean;
  /** It is the device one reads this on. */
  readonly isHere: boolean;
}

/** One signed record behind a payment. */
export interface BillRecord {
  readonly id: RecordId;
  readonly type: RecordType;
  /** Of an entry what the clerk decided. */
  readonly op: BodyOf<'entry'>['op'] | null;
  /** By the clock of who signed it, ms; null where it names none. */
  readonly signedAt: number | null;
  /** When it came to this device, ms. */
  readonly cameAt: number;
  /** `waits`: something it rests on is missing. `void`: it contradicts what it rests on. */
  readonly standing: 'counts' | 'waits' | 'void';
  readonly signers: readonly BillSigner[];
}

/** What checking something anew came to, from the bytes of its proof alone. */
export interface CheckFigures {
  readonly bytes: number;
  readonly certificates: number;
  readonly records: number;
  /** Signatures that were verified, those of certificates included. */
  readonly signatures: number;
  /** Records that something is missing for. */
  readonly waiting: number;
  /** It came to what is shown. */
  readonly isSame: boolean;
}

/** The same of a payment. */
export interface Recheck extends CheckFigures {
  readonly word: TransferWord;
  readonly finality: Finality;
}

/** What a clerk says a holder has of a unit, and what the records here come to. */
export interface Statement {
  readonly balance: bigint;
  readonly held: bigint;
  /** Records of the unit's log this device has. */
  readonly entries: number;
  /** The newest one the issuer's clerk signed; null where it signed none. */
  readonly signed: {
    readonly id: RecordId;
    readonly balance: bigint;
    readonly held: bigint;
    readonly seq: number;
    readonly at: number;
  } | null;
  /** Since when one that was asked for is waited for, ms; null where none is. */
  readonly asked: number | null;
}

/** A unit as files: a table for people and programs, and the records that prove it. */
export interface UnitExport {
  /** UTF-8, one line per payment, the issuer in each. */
  readonly csv: string;
  /** A bundle (WAL-150). */
  readonly bundle: Uint8Array;
  readonly payments: number;
}

/** One unit of a bundle that was checked. */
export interface BundleUnit {
  readonly unit: BodyOf<'unit'> & { readonly id: UnitId };
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly held: bigint;
  readonly lapsed: bigint;
  readonly holders: readonly { readonly holder: HolderId; readonly balance: bigint }[];
  readonly promises: number;
  /** How many orders came to what. */
  readonly orders: Readonly<Record<TransferStatus, number>>;
  readonly faults: readonly Fault[];
}

/** What a bundle holds and comes to. Nothing of it was kept. */
export interface BundleReport extends Pick<
  CheckFigures,
  'bytes' | 'certificates' | 'records' | 'signatures' | 'waiting'
> {
  /** Records that contradict what they rest on: worth nothing. */
  readonly void: number;
  readonly units: readonly BundleUnit[];
}

/** Something that waits for one's own word (WSV-75). */
export interface Matter {
  /** A sum to agree on, an offer to cancel out, a debt somebody says to have paid outside, a request to pay, a payment to accept. */
  readonly kind: 'agreement' | 'net' | 'settlement' | 'request' | 'payment';
  readonly id: RecordId;
  /** Who waits. */
  readonly person: AccountId;
  /** Null: one chooses oneself. */
  readonly amount: bigint | null;
  /** What the amount is counted in. */
  readonly money: Unit;
}

/** Why a check came to nothing: what was checked is none, or the code that checks did not come (WSP-2). */
export type CheckError = BundleError | Failure<'host-unreachable'>;

/** What the room reads. */
export interface WalletRoomReads {
  /** What contacts wait for one's word on, newest first. */
  matters(): LiveQuery<readonly Matter[]>;
  /** Every signed record behind a payment, in the order in which they came. */
  billOf(payment: RecordId): LiveQuery<readonly BillRecord[]>;
  /** Reads the proof of a payment from its bytes into an empty ledger, verifying each signature anew. */
  recheck(payment: RecordId): Promise<Result<Recheck, CheckError | Failure<'payment-missing'>>>;
  /** What one has of a unit, or `holder` has of one's own. */
  statementOf(unit: UnitId, holder?: HolderId): LiveQuery<Statement | null>;
  /** Reads what is exported of a unit into an empty ledger: whether it comes to what the newest statement for oneself says. */
  recheckStatement(unit: UnitId): Promise<Result<CheckFigures, CheckError | Failure<'unit-missing'>>>;
  /** Null for a unit that is not known, or where the code that reads it did not come. */
  exportUnit(unit: UnitId): Promise<UnitExport | null>;
  /** Checks a bundle, whoever made it. Changes nothing. */
  checkBundle(bytes: Uint8Array): Promise<Result<BundleReport, CheckError>>;
  /** What cards in conversations said of payments, by whom, oldest first; not cleaned. Anybody can say anything of any payment. */
  paymentWords(): LiveQuery<ReadonlyMap<RecordId, readonly CardNote[]>>;
  /** What one filed payments under. */
  categories(): LiveQuery<ReadonlyMap<RecordId, PaymentCategory>>;
}

/** What the room does. */
export interface WalletRoomActs {
  /** Files a payment, on this device alone; null takes it out. */
  filePayment(payment: RecordId, category: PaymentCategory | null): Outcome;
  /** Signs what a holder has by a book this device keeps, and sends it there. */
  giveStatement(unit: UnitId, holder: HolderId): Outcome;
  /** Asks the issuer of a unit for a statement: it comes when the device that keeps the book is there. */
  askStatement(unit: UnitId): Outcome;
}
