import { Budget } from '@shared/budget.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { grouped } from '@domain/wallet/grouped.ts';
import { type RecordId, type UnitId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { subjectsOf, unitOf } from '@domain/wallet/subjects.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { WalletBook } from './walletBook.ts';

/** New records one account may bring: at once what a link-up after weeks takes, then ten payments a second. */
export const ROWS = { capacity: 20_000, perSecond: 40 } as const;
/** Bytes of new records one account may bring. */
const BYTES = { capacity: 16_777_216, perSecond: 16_384 } as const;
/** What a signature takes beside a record, bytes: key and signature. */
const SIGNATURE_BYTES = 96;
/** Records kept of one unit that nobody here agreed to, and of all of these together. */
export const MOST_OF_UNIT = 2000;
const MOST_UNASKED = 20_000;
/** How far a record may be from one that names a unit: of a word of a witness it is two. */
const FAR = 4;

/** What limits work with. */
export interface LimitParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly book: WalletBook;
  readonly clock: Clock;
  /** What the person decided about a unit; null when nothing. */
  readonly noteOf: (unit: UnitId) => Pick<UnitNote, 'stance'> | null;
}

/** How much of this device others can fill for good: nothing that is kept is ever removed (WSV-3). */
export class IntakeLimits {
  private readonly parts: LimitParts;
  private readonly budgets = new Map<AccountId, { readonly rows: Budget; readonly bytes: Budget }>();
  /** How many records are kept by unit; null before they were counted. */
  private counts: Map<UnitId, number> | null = null;

  constructor(parts: LimitParts) {
    this.parts = parts;
  }

  /** What of some records there is room for (WSV-26, WSV-27). What is here already takes none. */
  fitting(from: AccountId, records: readonly VerifiedRecord[]): readonly VerifiedRecord[] {
    const { view } = this.parts.book;
    const fresh = records.filter(({ id }) => view.record(id) === undefined);
    if (fresh.length === 0) return records;
    const left = this.beyond(fresh);
    const taken = fresh.filter((record) => !left.has(record));
    const isAffordable = this.isAffordable(from, taken);
    return records.filter((record) => view.record(record.id) !== undefined || (isAffordable && !left.has(record)));
  }

  /** Counts what was kept. */
  note(fresh: readonly VerifiedRecord[]): void {
    if (this.counts !== null) this.count(fresh, this.counts);
  }

  /** New records of units that have no room left. */
  private beyond(fresh: readonly VerifiedRecord[]): ReadonlySet<VerifiedRecord> {
    const among = new Map(fresh.map((record) => [record.id, record]));
    const byUnit = grouped(fresh, (record) => this.unitBehind(record, among));
    const left = new Set<VerifiedRecord>();
    for (const [unit, records] of byUnit) {
      if (unit === null || this.hasRoom(unit, { records, among })) continue;
      for (const record of records) left.add(record);
    }
    return left;
  }

  private hasRoom(unit: UnitId, { records, among }: Incoming): boolean {
    const book = this.parts.book.view.unit(unit);
    const founded = book?.unit ?? among.get(unit);
    if ((founded?.type === 'unit' && this.isOwn(founded)) || this.isAccepted(unit)) return true;
    return this.isWithin(unit, records.length) || (book !== undefined && this.isUsed(book));
  }

  private isWithin(unit: UnitId, more: number): boolean {
    const counts = this.counted();
    return (counts.get(unit) ?? 0) + more <= MOST_OF_UNIT && this.unasked(counts) + more <= MOST_UNASKED;
  }

  private isOwn({ body }: VerifiedOf<'unit'>): boolean {
    return body.issuer === this.parts.self.account;
  }

  private isAccepted(unit: UnitId): boolean {
    return this.parts.noteOf(unit)?.stance === 'accepted';
  }

  /** What is kept of units nobody here agreed to. */
  private unasked(counts: ReadonlyMap<UnitId, number>): number {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (all <= MOST_UNASKED) return all;
    let sum = 0;
    for (const [unit, count] of counts) {
      const book = this.parts.book.view.unit(unit);
      if (!this.isAccepted(unit) && (book === undefined || !this.isUsed(book))) sum += count;
    }
    return sum;
  }

  /** One issues it, sees its book, or has paid or taken something in it. */
  private isUsed(unit: UnitView): boolean {
    const { self, book } = this.parts;
    const keepers = unit.currentBook()?.body;
    if (this.isOwn(unit.unit) || keepers?.clerk === self.device) return true;
    if (keepers?.witnesses.includes(self.device) === true) return true;
    const isTaken = (id: RecordId) => book.view.about(id, 'deposit').length > 0;
    return [...unit.transfers()].some(({ transfer: { id, body } }) => {
      const isPaid = accountOfHolder(body.from) === self.account;
      return isPaid || (accountOfHolder(body.to) === self.account && isTaken(id));
    });
  }

  private counted(): ReadonlyMap<UnitId, number> {
    if (this.counts === null) {
      this.counts = new Map();
      this.count(this.parts.book.view.records(), this.counts);
    }
    return this.counts;
  }

  private count(records: Iterable<VerifiedRecord>, counts: Map<UnitId, number>): void {
    for (const record of records) {
      const unit = this.unitBehind(record, new Map());
      if (unit !== null) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }

  /** The unit a record is about, by what it speaks of where it names none. */
  private unitBehind(record: VerifiedRecord, among: ReadonlyMap<RecordId, VerifiedRecord>, depth = FAR): UnitId | null {
    const named = unitOf(record);
    if (named !== null || depth === 0) return named;
    for (const id of subjectsOf(record)) {
      const subject = among.get(id) ?? this.parts.book.view.record(id);
      const unit = subject === undefined ? null : this.unitBehind(subject, among, depth - 1);
      if (unit !== null) return unit;
    }
    return null;
  }

  private isAffordable(from: AccountId, records: readonly VerifiedRecord[]): boolean {
    const { clock } = this.parts;
    const budget = this.budgets.get(from) ?? { rows: new Budget(clock, ROWS), bytes: new Budget(clock, BYTES) };
    this.budgets.set(from, budget);
    return budget.rows.take(records.length) && budget.bytes.take(records.reduce((sum, one) => sum + sizeOf(one), 0));
  }
}

/** Records of one message: those of one unit, and all of them by id. */
interface Incoming {
  readonly records: readonly VerifiedRecord[];
  readonly among: ReadonlyMap<RecordId, VerifiedRecord>;
}

function sizeOf({ bytes, signatures }: VerifiedRecord): number {
  return bytes.length + signatures.length * SIGNATURE_BYTES;
}
