import type { DeviceId } from '@shared/ids.ts';
import type { VerifiedOf } from './record.ts';

type Book = VerifiedOf<'book'>;

/** A book that counts. */
export interface SignedBook {
  readonly book: Book;
  readonly isByRoot: boolean;
}

/** What is known of the issuer's devices at the time it is asked. */
export interface IssuerDevices {
  isFrozen(key: DeviceId): boolean;
  /** May sign the first book of a unit. */
  mayFound(key: DeviceId): boolean;
}

interface Ranking {
  /** Of an epoch, the one whose clerk has the seat first. */
  readonly books: ReadonlyMap<number, readonly Book[]>;
  readonly current: Book | undefined;
}

/**
 * Which of the books of an epoch gives its clerk the seat (WAL-31, WAL-33). Where every epoch has one book there is nothing to choose; where somebody
 * signed another, freezes decide too, and these come at any time: so it is looked up, and not kept.
 */
export class Seats {
  private readonly epochs = new Map<number, SignedBook[]>();
  private readonly devices: IssuerDevices;
  private isDoubled = false;

  constructor(devices: IssuerDevices) {
    this.devices = devices;
  }

  /** Takes a book that counts. */
  add(signed: SignedBook): void {
    const { epoch } = signed.book.body;
    const others = this.epochs.get(epoch) ?? [];
    this.isDoubled ||= others.length > 0;
    this.epochs.set(epoch, [...others, signed]);
  }

  /** Every book of an epoch, the one that has the seat first. */
  booksOf(epoch: number): readonly Book[] {
    const books = this.epochs.get(epoch) ?? [];
    return books.length < 2 ? books.map(({ book }) => book) : (this.rank().books.get(epoch) ?? []);
  }

  /** The book whose clerk writes now. */
  current(): Book | undefined {
    if (this.isDoubled) return this.rank().current;
    const [newest] = this.numbers();
    return newest === undefined ? undefined : this.epochs.get(newest)?.[0]?.book;
  }

  /** Epochs that have a book, newest first. */
  numbers(): readonly number[] {
    return [...this.epochs.keys()].sort((a, b) => b - a);
  }

  /** From the first epoch on, since the seat of one says whose handover is the next one's. */
  private rank(): Ranking {
    const books = new Map<number, readonly Book[]>();
    let current: Book | undefined;
    let before: Book | undefined;
    for (const number of this.numbers().toReversed()) {
      const line = before?.body.epoch === number - 1 ? before : undefined;
      const rankOf = (signed: SignedBook) => this.rankOf(signed, line);
      const ranked = (this.epochs.get(number) ?? []).toSorted(
        (a, b) => rankOf(a) - rankOf(b) || (a.book.id < b.book.id ? -1 : 1),
      );
      books.set(
        number,
        ranked.map(({ book }) => book),
      );
      const [first] = ranked;
      const isInLine = first !== undefined && (number === 1 || rankOf(first) < 2);
      before = isInLine ? first.book : undefined;
      current = before ?? current;
    }
    return { books, current };
  }

  /** 0 by the root, 1 in line, 2 neither. */
  private rankOf({ book, isByRoot }: SignedBook, before: Book | undefined): number {
    if (isByRoot) return 0;
    if (book.body.epoch > 1) return book.signatures.some(({ key }) => key === before?.body.clerk) ? 1 : 2;
    return book.signatures.some(({ key }) => this.isFounder(key)) || this.hasMovedOn(book) ? 1 : 2;
  }

  private isFounder(key: DeviceId): boolean {
    return this.devices.mayFound(key) && !this.devices.isFrozen(key);
  }

  /** Whether its clerk handed over to a device that is not frozen: who retires the old computer afterwards does not undo that. */
  private hasMovedOn({ body: { clerk, epoch } }: Book): boolean {
    const next = this.epochs.get(epoch + 1) ?? [];
    return next.some(
      ({ book }) => book.signatures.some(({ key }) => key === clerk) && !this.devices.isFrozen(book.body.clerk),
    );
  }
}
