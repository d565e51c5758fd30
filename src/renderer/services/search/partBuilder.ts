import { EntryWriter, type IndexEntry } from '@domain/search/entries.ts';
import { type PageBytes, PageWriter } from '@domain/search/pages.ts';
import type { PartContent } from '@ports/searchShelf.ts';

/** After so many things it is seen whether the thread is to be let go. */
const STRETCH = 64;

/** Gathers things and their terms, and makes a part of the index of them. */
export class PartBuilder {
  private readonly gathered: { readonly entry: IndexEntry; readonly terms: ReadonlySet<string> }[] = [];

  get count(): number {
    return this.gathered.length;
  }

  add(entry: IndexEntry, terms: ReadonlySet<string>): void {
    this.gathered.push({ entry, terms });
  }

  /** Everything that was added, as a part; null where nothing was. `rest` is called between pages: the thread may be let go there. */
  async build(rest: () => Promise<void>): Promise<PartContent | null> {
    if (this.gathered.length === 0) return null;
    this.gathered.sort((one, other) => one.entry.at - other.entry.at);
    const postings = new Map<string, number[]>();
    const entries = new EntryWriter(this.gathered.length);
    for (const [number, { entry, terms }] of this.gathered.entries()) {
      entries.add(entry);
      for (const term of terms) {
        const known = postings.get(term);
        if (known === undefined) postings.set(term, [number]);
        else known.push(number);
      }
      if (number % STRETCH === 0) await rest();
    }
    const sorted = [...postings.keys()].toSorted();
    await rest();
    const writer = new PageWriter();
    const pages: PageBytes[] = [];
    for (const term of sorted) {
      const page = writer.add(term, postings.get(term) ?? []);
      if (page === null) continue;
      pages.push(page);
      await rest();
    }
    const last = writer.flush();
    if (last !== null) pages.push(last);
    return { count: this.gathered.length, pages, entries: entries.done() };
  }
}
