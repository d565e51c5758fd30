import type { DeviceId } from '@shared/ids.ts';
import type { HolderId, RecordId } from './ids.ts';
import type { VerifiedOf } from './record.ts';

/** What became of a transfer, lowest first: of several verdicts the highest counts (WAL-44). */
export const STATUSES = ['sent', 'refused', 'held', 'returned', 'cleared'] as const;
/** See {@link STATUSES}. */
export type TransferStatus = (typeof STATUSES)[number];

/** A transfer and what clerks said about it. */
export interface TransferLine {
  readonly transfer: VerifiedOf<'transfer'>;
  readonly status: TransferStatus;
  /** Verdicts that count. */
  readonly entries: readonly VerifiedOf<'entry'>[];
  /** A verdict above its status was cut off by the root (WAL-102). */
  readonly isContested: boolean;
}

/** A mint and what became of it. */
export interface MintLine {
  readonly mint: VerifiedOf<'mint'>;
  /** False when its key was cut off and no clerk admitted it (WAL-102). */
  readonly counts: boolean;
  /** How much of it lapsed (WAL-46). */
  readonly lapsed: bigint;
}

/** What proves that who keeps a unit broke the rules. Anyone can check it from the records named. */
export interface Fault {
  readonly kind: 'fork' | 'contradiction' | 'broken-chain' | 'two-books' | 'beyond-handover' | 'two-heads';
  /** Where: a place `epoch:seq`, an epoch, or the id of a transfer or mint. */
  readonly at: string;
  /** The records that contradict each other, in order of their ids. */
  readonly proof: readonly RecordId[];
}

/** The end of a clerk's log. */
export interface LogTail {
  readonly epoch: number;
  /** 0 when the epoch has no entry yet. */
  readonly seq: number;
  /** 32 bytes: what the next entry has as `prev`. */
  readonly link: Uint8Array;
  /** Clock of the last entry; 0 where there is none. */
  readonly at: number;
}

/** The book of one unit: what its records come to (WAL-40 to WAL-46). Amounts are minor units. */
export interface UnitView {
  readonly unit: VerifiedOf<'unit'>;
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly held: bigint;
  readonly lapsed: bigint;
  /** Confirmed; 0 for who was never seen. */
  balanceOf(holder: HolderId): bigint;
  /** Set aside for a payee. */
  heldFor(holder: HolderId): bigint;
  /** Ordered and not yet judged. */
  pendingOf(holder: HolderId): bigint;
  overdraftOf(holder: HolderId): bigint;
  /** Holders that were ever allowed to owe, and how much now; 0 where that was ended. */
  overdrafts(): ReadonlyMap<HolderId, { readonly serial: number; readonly max: bigint }>;
  /** Who has or had any. */
  holders(): Iterable<HolderId>;
  transfer(id: RecordId): TransferLine | undefined;
  transfers(): Iterable<TransferLine>;
  /** Where a verdict about a transfer stood that was cut off, the first of them; null where there was none (WAL-121). */
  oldPlaceOf(id: RecordId): { readonly epoch: number; readonly seq: number } | null;
  /** Transfers that are sent or held: those a clerk may still say something about. */
  open(): Iterable<RecordId>;
  mint(id: RecordId): MintLine | undefined;
  mints(): Iterable<MintLine>;
  /** The book whose clerk writes now; undefined before the first. */
  currentBook(): VerifiedOf<'book'> | undefined;
  /** Epochs that have a book, newest first. */
  bookedEpochs(): readonly number[];
  /** Every book of an epoch. */
  booksOf(epoch: number): readonly VerifiedOf<'book'>[];
  /** Where the log of an epoch ends, as far as it is here without a gap; null where the epoch has no book. */
  tailOf(epoch: number): LogTail | null;
  /** The last place of an epoch at which a key signed an entry, whatever is missing before it; 0 for none behind the tail. */
  lastPlaceBy(key: DeviceId, epoch: number): number;
  /** Every entry of a place. */
  entriesAt(epoch: number, seq: number): readonly VerifiedOf<'entry'>[];
  /** What the clerk of an epoch said its book came to. */
  headsOf(epoch: number): readonly VerifiedOf<'head'>[];
  faults(): readonly Fault[];
  /** Whether a key's act at a place of the log was cut off (WAL-102). */
  isCut(key: DeviceId, place: { readonly epoch: number; readonly seq: number }): boolean;
}
