/**
 * A part of the index as bytes (SRC-10): terms in their order, cut into pages, each with the numbers of what it stands in. Written once,
 * never changed: parts are merged into larger ones.
 */
import { ByteReader, ByteWriter } from './bytes.ts';

/** About how large a page is, bytes. A term that stands in very much has a larger one. */
export const PAGE_BYTES = 8 * 1024;

/** A page, and the first term in it. */
export interface PageBytes {
  readonly first: string;
  readonly bytes: Uint8Array;
}

interface Entry {
  readonly term: string;
  readonly postings: Uint8Array;
}

/** Makes pages of terms that come in their order. */
export class PageWriter {
  private readonly entries: Entry[] = [];
  private size = 0;

  /** Adds a term with the rising numbers of what it stands in. Resolves to a page when one is full. */
  add(term: string, numbers: readonly number[]): PageBytes | null {
    const postings = writePostings(numbers);
    this.entries.push({ term, postings });
    this.size += postings.length + term.length + 4;
    return this.size >= PAGE_BYTES ? this.flush() : null;
  }

  /** The page that is not full yet; null where nothing waits. */
  flush(): PageBytes | null {
    const first = this.entries[0]?.term;
    if (first === undefined) return null;
    const page = { first, bytes: writePage(this.entries) };
    this.entries.length = 0;
    this.size = 0;
    return page;
  }
}

function writePostings(numbers: readonly number[]): Uint8Array {
  const writer = new ByteWriter(Math.min(numbers.length * 2 + 8, 1024));
  let last = -1;
  for (const number of numbers) {
    writer.number(number - last - 1);
    last = number;
  }
  return writer.done();
}

function writePage(entries: readonly Entry[]): Uint8Array {
  const writer = new ByteWriter();
  writer.number(entries.length);
  let before = '';
  for (const { term, postings } of entries) {
    const shared = sharedLength(before, term);
    writer.number(shared);
    writer.text(term.slice(shared));
    writer.number(postings.length);
    before = term;
  }
  for (const { postings } of entries) writer.raw(postings);
  return writer.done();
}

function sharedLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
}

/** A page that is read. */
export interface Page {
  /** In their order. */
  readonly terms: readonly string[];
  /** Where the numbers of each term begin, and one past the last. */
  readonly places: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Reads a page; null for bytes that are none. */
export function readPage(bytes: Uint8Array): Page | null {
  const reader = new ByteReader(bytes);
  const count = reader.number();
  if (count > bytes.length) return null;
  const terms: string[] = [];
  const lengths: number[] = [];
  let before = '';
  for (let index = 0; index < count; index += 1) {
    const shared = reader.number();
    before = before.slice(0, shared) + reader.text();
    terms.push(before);
    lengths.push(reader.number());
  }
  const places = new Uint32Array(count + 1);
  places[0] = reader.at;
  for (const [index, length] of lengths.entries()) places[index + 1] = (places[index] ?? 0) + length;
  return places[count] === bytes.length ? { terms, places, bytes } : null;
}

/** The numbers of what a term of a page stands in, rising. */
export function postingsOf({ places, bytes }: Page, index: number): number[] {
  const end = places[index + 1] ?? 0;
  const reader = new ByteReader(bytes, places[index] ?? 0);
  const numbers: number[] = [];
  let last = -1;
  while (reader.at < end) {
    last += reader.number() + 1;
    numbers.push(last);
  }
  return numbers;
}

/** Puts the numbers of what a term stands in into a set. */
export function markPostings(page: Page, index: number, into: NumberSet): void {
  const { bytes, places } = page;
  const end = places[index + 1] ?? 0;
  let place = places[index] ?? 0;
  let last = -1;
  while (place < end) {
    let gap = 0;
    let shift = 0;
    let byte = 0x80;
    while (byte >= 0x80 && place < end) {
      byte = bytes[place] ?? 0;
      gap |= (byte & 0x7f) << shift;
      shift += 7;
      place += 1;
    }
    last += gap + 1;
    into.add(last);
  }
}

/** The first place in a rising list at which something is not before a term. */
export function placeOfTerm(terms: readonly string[], term: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((terms[middle] ?? '') < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers below a bound. */
export class NumberSet {
  readonly words: Uint32Array;

  constructor(bound: number) {
    this.words = new Uint32Array((bound + 31) >> 5);
  }

  add(number: number): void {
    const word = number >> 5;
    if (word < this.words.length) this.words[word] = (this.words[word] ?? 0) | (1 << (number & 31));
  }

  /** Keeps what is in the other, too. */
  intersect(other: NumberSet): void {
    for (let word = 0; word < this.words.length; word += 1)
      this.words[word] = (this.words[word] ?? 0) & (other.words[word] ?? 0);
  }

  /** Calls back with each, rising. */
  forEach(each: (number: number) => void): void {
    for (let word = 0; word < this.words.length; word += 1) {
      let rest = this.words[word] ?? 0;
      while (rest !== 0) {
        const lowest = rest & -rest;
        each((word << 5) + (31 - Math.clz32(lowest)));
        rest ^= lowest;
      }
    }
  }
}
