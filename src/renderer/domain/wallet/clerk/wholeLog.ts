import type { VerifiedOf } from '../record.ts';
import type { UnitView } from '../unitView.ts';

type Book = VerifiedOf<'book'>;

/** Whether everything a book follows is here: the log of the epoch before, up to where the book says it ended, and so on back to the first (WAL-110). */
export function followsWhole(unit: UnitView, book: Book): boolean {
  let next: Book | undefined = book;
  while (next?.body.from !== undefined) {
    const { epoch, seq }: NonNullable<Book['body']['from']> = next.body.from;
    if ((unit.tailOf(epoch)?.seq ?? 0) < seq) return false;
    next = unit.booksOf(epoch)[0];
  }
  return next !== undefined;
}

/** Whether a book builds on a place in the log of an epoch before it (WAL-120). */
export function buildsOn(unit: UnitView, book: Book, { epoch, seq }: { readonly epoch: number; readonly seq: number }) {
  let { from } = book.body;
  while (from !== undefined && from.epoch > epoch) from = unit.booksOf(from.epoch)[0]?.body.from;
  return from?.epoch === epoch && seq <= from.seq;
}

/** The newest book whose whole log is here: where a takeover can begin (WAL-121). */
export function newestWholeBook(unit: UnitView): Book | undefined {
  let book = unit.currentBook();
  while (book !== undefined && !followsWhole(unit, book)) {
    book = book.body.from === undefined ? undefined : unit.booksOf(book.body.from.epoch)[0];
  }
  return book;
}
