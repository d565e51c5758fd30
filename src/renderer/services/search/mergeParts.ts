import { type Result, fail, ok } from '@shared/result.ts';
import { type EntryColumns, EntryWriter, type IndexEntry, entryAt, readEntries } from '@domain/search/entries.ts';
import { type Page, type PageBytes, PageWriter, postingsOf, readPage } from '@domain/search/pages.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { IndexPart, PartContent, SearchShelf } from '@ports/searchShelf.ts';

/** How many parts of about one size become one. */
const TOGETHER = 8;
/** Parts with fewer things are all of the smallest size. */
const SMALLEST = 512;
/** A part of so many is not merged any more. */
const LARGEST = 100_000;
/** Pages read at once of each part. */
const READ_PAGES = 16;
/** After so many entries it is seen whether the thread is to be let go. */
const STRETCH = 512;
/** The number of what is left out. */
const GONE = -1;

/** Parts that should become one now; none where there are few of each size. */
export function partsToMerge(parts: readonly IndexPart[]): readonly IndexPart[] {
  const sizes = new Map<number, IndexPart[]>();
  for (const part of parts) {
    if (part.count >= LARGEST) continue;
    const size = Math.max(0, Math.floor(Math.log(part.count / SMALLEST) / Math.log(TOGETHER)) + 1);
    const same = sizes.get(size) ?? [];
    same.push(part);
    sizes.set(size, same);
  }
  return [...sizes.values()].find((same) => same.length >= TOGETHER)?.slice(0, TOGETHER) ?? [];
}

/** Why parts cannot be merged: the shelf failed, or `index-damaged`. */
export type MergeError = StoreError | { readonly code: 'index-damaged'; readonly message: string };

const DAMAGED: MergeError = { code: 'index-damaged', message: 'a part of the index cannot be read' };

/** How parts are made into one. */
export interface MergeOptions {
  /** Called between pages: the thread may be let go there. */
  readonly rest: () => Promise<void>;
  /** Says which things are left out; nothing is where it is not there. */
  readonly isGone?: (entry: IndexEntry) => boolean;
}

/** Makes one part of several, or of one without what is gone. */
export async function mergeParts(
  shelf: Pick<SearchShelf, 'pages' | 'entries'>,
  parts: readonly IndexPart[],
  { rest, isGone = () => false }: MergeOptions,
): Promise<Result<PartContent, MergeError>> {
  const kept: IndexEntry[] = [];
  const cursors: TermCursor[] = [];
  for (const part of parts) {
    const read = await entriesOf(shelf, part);
    if (!read.ok) return read;
    const columns = read.value;
    const numbers = new Int32Array(part.count).fill(GONE);
    for (let index = 0; index < columns.count; index += 1) {
      const entry = entryAt(columns, index);
      if (!isGone(entry)) {
        numbers[index] = kept.length;
        kept.push(entry);
      }
      if (index % STRETCH === 0) await rest();
    }
    cursors.push(new TermCursor(shelf, part, numbers));
  }
  const pages = await mergeTerms(cursors, rest);
  return pages.ok ? ok({ count: kept.length, pages: pages.value, entries: await written(kept, rest) }) : pages;
}

async function entriesOf(
  shelf: Pick<SearchShelf, 'entries'>,
  { id, count }: IndexPart,
): Promise<Result<EntryColumns, MergeError>> {
  const bytes = await shelf.entries(id);
  if (!bytes.ok) return bytes;
  const columns = bytes.value === null ? null : readEntries(bytes.value);
  return columns?.count === count ? ok(columns) : fail(DAMAGED.code, DAMAGED.message);
}

async function written(entries: readonly IndexEntry[], rest: () => Promise<void>): Promise<Uint8Array> {
  const writer = new EntryWriter(entries.length);
  for (const [index, entry] of entries.entries()) {
    writer.add(entry);
    if (index % STRETCH === 0) await rest();
  }
  return writer.done();
}

async function mergeTerms(
  cursors: readonly TermCursor[],
  rest: () => Promise<void>,
): Promise<Result<readonly PageBytes[], MergeError>> {
  const writer = new PageWriter();
  const pages: PageBytes[] = [];
  for (;;) {
    for (const cursor of cursors) {
      const filled = cursor.isDry ? await cursor.fill() : ok();
      if (!filled.ok) return filled;
    }
    const term = leastTerm(cursors);
    if (term === null) break;
    const numbers = cursors.flatMap((cursor) => cursor.take(term));
    const page = numbers.length === 0 ? null : writer.add(term, numbers);
    if (page === null) continue;
    pages.push(page);
    await rest();
  }
  const last = writer.flush();
  return ok(last === null ? pages : [...pages, last]);
}

function leastTerm(cursors: readonly TermCursor[]): string | null {
  let least: string | null = null;
  for (const { term } of cursors) if (term !== null && (least === null || term < least)) least = term;
  return least;
}

/** Goes through the terms of a part in their order. */
class TermCursor {
  private readonly shelf: Pick<SearchShelf, 'pages'>;
  private readonly part: IndexPart;
  /** What its numbers become. */
  private readonly numbers: Int32Array;
  private waiting: Page[] = [];
  private place = 0;
  private nextPage = 0;

  constructor(shelf: Pick<SearchShelf, 'pages'>, part: IndexPart, numbers: Int32Array) {
    this.shelf = shelf;
    this.part = part;
    this.numbers = numbers;
  }

  /** Null at the end, or while it is dry. */
  get term(): string | null {
    return this.waiting[0]?.terms[this.place] ?? null;
  }

  /** Whether pages have to be read before it is known what comes next. */
  get isDry(): boolean {
    return this.waiting.length === 0 && this.nextPage < this.part.firsts.length;
  }

  async fill(): Promise<Result<void, MergeError>> {
    const to = Math.min(this.nextPage + READ_PAGES, this.part.firsts.length) - 1;
    const read = await this.shelf.pages(this.part.id, this.nextPage, to);
    if (!read.ok) return read;
    const pages = read.value.map(readPage).filter((page) => page !== null);
    if (pages.length !== to - this.nextPage + 1) return fail(DAMAGED.code, DAMAGED.message);
    this.waiting = pages.filter(({ terms }) => terms.length > 0);
    this.nextPage = to + 1;
    return ok();
  }

  /** What the term stands in, if it is this part's next. */
  take(term: string): readonly number[] {
    const page = this.waiting[0];
    if (page === undefined || page.terms[this.place] !== term) return [];
    const numbers = postingsOf(page, this.place)
      .map((number) => this.numbers[number] ?? GONE)
      .filter((number) => number !== GONE);
    this.place += 1;
    if (this.place >= page.terms.length) {
      this.waiting.shift();
      this.place = 0;
    }
    return numbers;
  }
}
