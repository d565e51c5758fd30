import { equalBytes } from '../../codec/bytes.ts';
import { idBytes } from '../../event/codec.ts';
import { linkAfter } from '../entryLog.ts';
import type { VerifiedOf } from '../record.ts';
import type { LogTail, UnitView } from '../unitView.ts';

type Book = VerifiedOf<'book'>;

/** Whether everything a book follows is here: the log of the epoch before, up to where the book says it ended, and so on back to the first (WAL-110). */
export function followsWhole(unit: UnitView, book: Book): boolean {
  let next: Book | undefined = book;
  while (next?.body.from !== undefined) {
    const { epoch, seq }: NonNullable<Book['body']['from']> = next.body.from;
    if ((unit.tailOf(epoch)?.seq ?? 0) < seq) return false;
    if (!isLinkAt(unit, next.body.from)) return false;
    next = unit.booksOf(epoch)[0];
  }
  return next !== undefined;
}

/** Whether the log has this link at this place: at place 0 a book's id, else that of an entry (WAL-61). */
export function isLinkAt(unit: UnitView, { epoch, seq, link }: Omit<LogTail, 'at'>): boolean {
  const links =
    seq === 0
      ? unit.booksOf(epoch).map(({ id }) => idBytes(id))
      : unit.entriesAt(epoch, seq).map(({ id, body }) => linkAfter(body.prev, id));
  return links.some((each) => equalBytes(each, link));
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
