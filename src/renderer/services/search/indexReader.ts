import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import {
  type EntryColumns,
  type IndexEntry,
  type IndexedKind,
  entryAt,
  indexedKinds,
  readEntries,
} from '@domain/search/entries.ts';
import { isImportChain } from '@domain/importing/ids.ts';
import { isNearby, slipsOf } from '@domain/search/nearby.ts';
import { NumberSet, type Page, markPostings, placeOfTerm, readPage } from '@domain/search/pages.ts';
import type { NeededTerm } from '@domain/search/question.ts';
import { MAX_TERM } from '@domain/search/terms.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { IndexPart, IndexedChain, SearchShelf } from '@ports/searchShelf.ts';

/** Which things may be found, beside their words. Null: any. */
export interface EntryFilter {
  readonly kinds: ReadonlySet<IndexedKind>;
  readonly spaces: ReadonlySet<SpaceId> | null;
  readonly authors: ReadonlySet<AccountId> | null;
  /** Imported chats in which one of `authors` is; where it is left out, any of them may be. */
  readonly talks?: ReadonlySet<SpaceId> | undefined;
  readonly since: number;
  readonly until: number;
}

/** Something that may be what is looked for: its own row says whether it is. */
export interface Candidate extends IndexEntry {
  readonly space: SpaceId;
  readonly device: IndexedChain['device'];
}

/** Candidates of one kind. */
export interface Candidates {
  /** Newest first. */
  readonly newest: readonly Candidate[];
  /** How many there are in all. */
  readonly total: number;
}

/** What was found, by kind. */
export type FoundByKind = ReadonlyMap<IndexedKind, Candidates>;

/** How a term is looked up: as it is and by beginnings, or with slips forgiven. */
export type LookUp = 'words' | 'nearby';

/** Who hears what is wrong with the index. */
export interface IndexTrouble {
  /** Something in it cannot be read as what it should be. */
  readonly onDamage: () => void;
  /** It does not answer: its database may have been thrown away, and another made. */
  readonly onFailure: () => void;
}

const NOBODY: IndexTrouble = { onDamage: () => undefined, onFailure: () => undefined };

/** Pages that are kept read. */
const MOST_PAGES = 600;
/** Most words a slip may lead to in one part. */
const MOST_NEARBY = 64;

/** Reads the index. Whoever writes it is perhaps another tab: parts come and go, and none ever changes. */
export class IndexReader {
  private readonly shelf: SearchShelf;
  private readonly pages = new Map<string, Page>();
  private readonly columns = new Map<number, EntryColumns>();
  /** A part was not there any more when it was read. */
  private hasGap = false;
  private readonly trouble: IndexTrouble;

  constructor(shelf: SearchShelf, trouble: IndexTrouble = NOBODY) {
    this.shelf = shelf;
    this.trouble = trouble;
  }

  /** Things that have every clause's terms, the newest `limit` of each kind. */
  async find(
    terms: readonly NeededTerm[],
    filter: EntryFilter,
    how: { readonly limit: number; readonly lookUp: LookUp },
  ): Promise<Result<FoundByKind, StoreError>> {
    this.hasGap = false;
    const found = await this.findOnce(terms, filter, how);
    // Parts that became one while they were read: what is there now is looked through once more.
    return this.wasCutShort() ? this.findOnce(terms, filter, how) : found;
  }

  private async findOnce(
    terms: readonly NeededTerm[],
    filter: EntryFilter,
    { limit, lookUp }: { readonly limit: number; readonly lookUp: LookUp },
  ): Promise<Result<FoundByKind, StoreError>> {
    const [parts, chains] = await Promise.all([this.shelf.parts(), this.shelf.chains()]);
    if (!parts.ok || !chains.ok) this.trouble.onFailure();
    if (!parts.ok) return parts;
    if (!chains.ok) return chains;
    this.forgetBut(parts.value);
    const wanted = new WantedChains(chains.value, filter);
    const newest = new Map(indexedKinds.map((kind) => [kind, new Newest(limit)]));
    const searched = parts.value.map(async (part) => {
      const found = await this.findIn(part, terms, lookUp);
      const columns = await this.columnsOf(part);
      if (columns === null) this.hasGap = true;
      if (columns === null) return;
      const each = (number: number) => this.offer(entryAt(columns, number), { wanted, filter, newest });
      if (found === 'all') for (let number = 0; number < columns.count; number += 1) each(number);
      else found.forEach(each);
    });
    await Promise.all(searched);
    return ok(new Map([...newest].map(([kind, heap]) => [kind, heap.done()])));
  }

  /** Forgets what was kept read: nobody searches any more. */
  forget(): void {
    this.pages.clear();
    this.columns.clear();
  }

  private offer(
    entry: IndexEntry,
    {
      wanted,
      filter,
      newest,
    }: {
      readonly wanted: WantedChains;
      readonly filter: EntryFilter;
      readonly newest: ReadonlyMap<IndexedKind, Newest>;
    },
  ): void {
    if (!filter.kinds.has(entry.kind) || entry.at < filter.since || entry.at > filter.until) return;
    const chain = wanted.get(entry.chain);
    if (chain !== undefined) newest.get(entry.kind)?.offer(entry, chain);
  }

  private async findIn(part: IndexPart, terms: readonly NeededTerm[], lookUp: LookUp): Promise<NumberSet | 'all'> {
    if (terms.length === 0) return 'all';
    const sets = await Promise.all(terms.map((term) => this.numbersOf(part, term, lookUp)));
    const [first = new NumberSet(part.count), ...rest] = sets;
    for (const set of rest) first.intersect(set);
    return first;
  }

  private async numbersOf(part: IndexPart, { term, isOpen }: NeededTerm, lookUp: LookUp): Promise<NumberSet> {
    const into = new NumberSet(part.count);
    const cut = term.slice(0, MAX_TERM);
    const begins = isOpen || cut.length === MAX_TERM;
    for (const page of await this.pagesFor(part, cut, begins)) {
      for (let index = placeOfTerm(page.terms, cut); index < page.terms.length; index += 1) {
        const found = page.terms[index] ?? '';
        if (begins ? !found.startsWith(cut) : found !== cut) break;
        markPostings(page, index, into);
      }
    }
    if (lookUp === 'nearby') await this.addNearby(part, cut, into);
    return into;
  }

  /** Of words with a slip the first letter, or the first two the other way round, are taken to be right. */
  private async addNearby(part: IndexPart, term: string, into: NumberSet): Promise<void> {
    const slips = slipsOf(term);
    if (slips === 0) return;
    let left = MOST_NEARBY;
    for (const begin of new Set([term.slice(0, 1), term.slice(1, 2)])) {
      for (const page of await this.pagesFor(part, begin, true)) {
        for (const [index, found] of page.terms.entries()) {
          if (left === 0 || !found.startsWith(begin) || !isNearby(term, found, slips)) continue;
          left -= 1;
          markPostings(page, index, into);
        }
      }
    }
  }

  /** The pages in which a term is, or all that begins so. */
  private async pagesFor(part: IndexPart, term: string, begins: boolean): Promise<readonly Page[]> {
    const [from, to] = pageRange(part.firsts, term, begins);
    const kept = Array.from({ length: to - from + 1 }, (_, index) => this.pages.get(`${part.id} ${from + index}`));
    if (kept.every((page) => page !== undefined)) return kept;
    const read = await this.shelf.pages(part.id, from, to);
    const found = read.ok ? read.value : [];
    const pages = found.map(readPage).filter((page) => page !== null);
    // A page that is not there went with its part; one that is there and none is damaged.
    if (pages.length < found.length) this.trouble.onDamage();
    if (pages.length === kept.length) {
      for (const [index, page] of pages.entries()) this.keepPage(`${part.id} ${from + index}`, page);
    } else this.hasGap = true;
    return pages;
  }

  private keepPage(name: string, page: Page): void {
    if (this.pages.size >= MOST_PAGES) {
      const [oldest] = this.pages.keys();
      if (oldest !== undefined) this.pages.delete(oldest);
    }
    this.pages.set(name, page);
  }

  private wasCutShort(): boolean {
    return this.hasGap;
  }

  private async columnsOf({ id, count }: IndexPart): Promise<EntryColumns | null> {
    const known = this.columns.get(id);
    if (known !== undefined) return known;
    const bytes = await this.shelf.entries(id);
    if (!bytes.ok || bytes.value === null) return null;
    const columns = readEntries(bytes.value);
    if (columns?.count !== count) this.trouble.onDamage();
    if (columns?.count !== count) return null;
    this.columns.set(id, columns);
    return columns;
  }

  private forgetBut(parts: readonly IndexPart[]): void {
    const ids = new Set(parts.map(({ id }) => id));
    for (const id of this.columns.keys()) if (!ids.has(id)) this.columns.delete(id);
    for (const name of this.pages.keys()) if (!ids.has(Number.parseInt(name, 10))) this.pages.delete(name);
  }
}

/** From which page to which a term is, or all that begins so. */
function pageRange(firsts: readonly string[], term: string, begins: boolean): readonly [number, number] {
  const at = placeOfTerm(firsts, term);
  const from = firsts[at] === term ? at : Math.max(0, at - 1);
  let to = from;
  while (begins && to + 1 < firsts.length && firsts[to + 1]?.startsWith(term) === true) to += 1;
  return [from, to];
}

/** Chains that a filter lets through. One whose person is not known yet is: its rows say who it was. */
class WantedChains {
  private readonly chains = new Map<number, IndexedChain>();

  constructor(chains: readonly IndexedChain[], { spaces, authors, talks }: EntryFilter) {
    for (const chain of chains) {
      const isThere = spaces === null || spaces.has(chain.space);
      const isTheirs =
        authors === null || (chain.author === null ? mayBeTheirs(chain, talks) : authors.has(chain.author));
      if (isThere && isTheirs) this.chains.set(chain.chain, chain);
    }
  }

  get(chain: number): IndexedChain | undefined {
    return this.chains.get(chain);
  }
}

function mayBeTheirs(chain: IndexedChain, talks: EntryFilter['talks']): boolean {
  return talks === undefined || talks.has(chain.space) || !isImportChain(chain);
}

/** The newest few of many. */
class Newest {
  private readonly limit: number;
  private kept: Candidate[] = [];
  private oldest = Number.NEGATIVE_INFINITY;
  private total = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  offer(entry: IndexEntry, { space, device }: IndexedChain): void {
    this.total += 1;
    if (entry.at <= this.oldest) return;
    this.kept.push({ ...entry, space, device });
    if (this.kept.length >= this.limit * 2 + 32) this.cut();
  }

  done(): Candidates {
    this.cut();
    return { newest: this.kept, total: this.total };
  }

  private cut(): void {
    this.kept = this.kept.toSorted((one, other) => other.at - one.at).slice(0, this.limit);
    if (this.kept.length === this.limit) this.oldest = this.kept.at(-1)?.at ?? this.oldest;
  }
}
