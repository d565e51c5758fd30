import type { EventId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { PAGE_MESSAGES } from '@domain/importing/records.ts';
import type { IndexedKind } from '@domain/search/entries.ts';
import { type Likeness, type Match, matchText } from '@domain/search/matcher.ts';
import { type NeededTerm, type Question, neededTerms } from '@domain/search/question.ts';
import type { Clock } from '@ports/clock.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { ArticleDocuments } from './articleDocuments.ts';
import type { RowStore } from './authorOf.ts';
import type { Candidate, EntryFilter, FoundByKind, IndexReader, LookUp } from './indexReader.ts';
import { type FoundRow, readFound } from './readFound.ts';
import type { ImportedRows } from './importedTalks.ts';
import type { IsShown } from './shownPosts.ts';
import type { WebEntries } from './webEntries.ts';

/** Something that was found, and where in it. */
export interface IndexHit {
  readonly row: FoundRow;
  readonly match: Match;
}

/** Hits of one kind, best first: word for word before by beginnings before with slips, and within that newest first. */
export interface KindHits {
  readonly hits: readonly IndexHit[];
  readonly isMore: boolean;
}

/** What searching the index works with. */
export interface IndexSearchParts {
  readonly reader: IndexReader;
  readonly store: RowStore;
  readonly documents: ArticleDocuments;
  readonly webEntries: WebEntries;
  readonly imports?: ImportedRows | undefined;
  readonly isShown: IsShown;
  readonly clock: Clock;
  /** Whether nobody waits for it any more. */
  readonly isOver: () => boolean;
}

/** One way of looking, each more lenient than the one before. */
interface Tier {
  readonly lookUp: LookUp;
  readonly opens: boolean;
  readonly takes: ReadonlySet<Likeness>;
}

const TIERS: readonly Tier[] = [
  { lookUp: 'words', opens: false, takes: new Set(['exact']) },
  { lookUp: 'words', opens: true, takes: new Set(['exact', 'begins']) },
  { lookUp: 'nearby', opens: true, takes: new Set(['exact', 'begins', 'nearby']) },
];
/** Rows read at once. */
const AT_ONCE = 16;
/** Of imported chats so many are read together, page by page, and with each step more: few pages hold them, and they come mixed. */
const MOST_TOGETHER = 4096;
const GROWTH = 4;
/** Most candidates of a kind whose rows are read for one search: beyond that one is asked to say more. */
const MOST_READ = 1024;
/** The same where somebody in an imported chat is asked for: who said what is in its rows alone, and a page has 500 of them. */
const MOST_READ_OF_TALKS = 20_000;

/** Finds in the index what a question asks for: of each kind as many as are wanted (SRC-4, SRC-8). */
export async function searchIndex(
  parts: IndexSearchParts,
  { question, filter }: { readonly question: Question; readonly filter: EntryFilter },
  wanted: ReadonlyMap<IndexedKind, number>,
): Promise<Result<ReadonlyMap<IndexedKind, KindHits>, StoreError>> {
  const found = new Map<IndexedKind, KindSearch>();
  for (const [kind, count] of wanted)
    if (filter.kinds.has(kind)) found.set(kind, new KindSearch(parts, { question, filter }, { kind, count }));
  const terms = neededTerms(question);
  for (const tier of TIERS) {
    const open = [...found.values()].filter((search) => !search.isFull);
    if (open.length === 0 || parts.isOver()) break;
    const searched = await searchTier(parts, { terms: termsFor(terms, question, tier), filter, tier }, open);
    if (!searched.ok) return searched;
    // Without words there is nothing to be lenient about.
    if (terms.length === 0) break;
  }
  return ok(new Map([...found].map(([kind, search]) => [kind, search.done()])));
}

async function searchTier(
  { reader }: IndexSearchParts,
  { terms, filter, tier }: { readonly terms: readonly NeededTerm[]; readonly filter: EntryFilter; readonly tier: Tier },
  open: readonly KindSearch[],
): Promise<Result<void, StoreError>> {
  const find = (searches: readonly KindSearch[], limit: number) =>
    reader.find(terms, { ...filter, kinds: new Set(searches.map(({ kind }) => kind)) }, { limit, lookUp: tier.lookUp });
  const first = await find(open, Math.max(64, ...open.map(({ limit }) => limit)));
  if (!first.ok) return first;
  const short: KindSearch[] = [];
  for (const search of open) if (!(await search.read(first.value, tier))) short.push(search);
  if (short.length === 0) return ok();
  // Many have the words and do not say it: then more of them are read.
  const more = await find(short, (filter.talks?.size ?? 0) > 0 ? MOST_READ_OF_TALKS : MOST_READ);
  if (!more.ok) return more;
  for (const search of short) await search.read(more.value, tier);
  return ok();
}

/** Word for word nothing may merely begin so; a letter of a run always may, for it begins a pair. */
function termsFor(terms: readonly NeededTerm[], { clauses }: Question, { opens }: Tier): readonly NeededTerm[] {
  if (opens) return terms;
  return terms.map((term) => (clauses[term.clause]?.kind === 'word' ? { ...term, isOpen: false } : term));
}

/** Those that stand on one page of an imported chat one after the other, so that each page is read once. */
function pageByPage(batch: readonly Candidate[]): readonly Candidate[] {
  if (batch.length <= AT_ONCE) return batch;
  const page = ({ seq }: Candidate) => Math.floor(seq / PAGE_MESSAGES);
  return batch.toSorted((one, other) => one.chain - other.chain || page(one) - page(other));
}

/** Gathers what is found of one kind. */
class KindSearch {
  private readonly parts: IndexSearchParts;
  private readonly asked: { readonly question: Question; readonly filter: EntryFilter };
  readonly kind: IndexedKind;
  private readonly wanted: number;
  private readonly hits = new Map<EventId, IndexHit>();
  private readonly looked = new Set<string>();

  constructor(
    parts: IndexSearchParts,
    asked: KindSearch['asked'],
    { kind, count }: { readonly kind: IndexedKind; readonly count: number },
  ) {
    this.parts = parts;
    this.kind = kind;
    this.asked = asked;
    this.wanted = count;
  }

  /** How many candidates are worth naming. */
  get limit(): number {
    return this.wanted * 2;
  }

  /** One more than wanted tells that there is more. */
  get isFull(): boolean {
    return this.hits.size > this.wanted;
  }

  /** By how much more candidates each step reads. */
  private get growth(): number {
    return (this.asked.filter.talks?.size ?? 0) > 0 ? GROWTH : 1;
  }

  done(): KindHits {
    const hits = [...this.hits.values()].slice(0, this.wanted);
    return { hits, isMore: this.isFull };
  }

  /** Reads candidates until there are enough. False when there may be others that were not named. */
  async read(found: FoundByKind, tier: Tier): Promise<boolean> {
    const { newest = [], total = 0 } = found.get(this.kind) ?? {};
    let size = AT_ONCE;
    for (let first = 0; first < newest.length && !this.isFull;) {
      if (this.parts.isOver()) return true;
      await this.readBatch(newest.slice(first, first + size), tier);
      first += size;
      size = Math.min(size * this.growth, MOST_TOGETHER);
    }
    return this.isFull || total <= newest.length;
  }

  private async readBatch(batch: readonly Candidate[], tier: Tier): Promise<void> {
    const order = pageByPage(batch);
    const rows = new Map<Candidate, IndexHit | null>();
    for (let first = 0; first < order.length && !this.parts.isOver(); first += AT_ONCE) {
      const looking = order.slice(first, first + AT_ONCE).map(async (one) => rows.set(one, await this.look(one, tier)));
      await Promise.all(looking);
    }
    for (const candidate of batch) {
      const hit = rows.get(candidate) ?? null;
      if (hit !== null && !this.hits.has(hit.row.id)) this.hits.set(hit.row.id, hit);
    }
  }

  private async look(candidate: Candidate, tier: Tier): Promise<IndexHit | null> {
    const name = `${candidate.chain} ${candidate.seq}`;
    if (this.looked.has(name)) return null;
    const row = await this.rowOf(candidate);
    const forgiving = tier.lookUp === 'nearby';
    const match = row === null ? null : matchText(this.asked.question, row.text, { forgiving });
    const isTaken = match !== null && tier.takes.has(match.likeness);
    // What is not there now, or says it in no way at all, is not looked at again; what says it less well is, by a later tier.
    if (row === null || isTaken || (match === null && forgiving)) this.looked.add(name);
    return row !== null && isTaken ? { row, match } : null;
  }

  private async rowOf(candidate: Candidate): Promise<FoundRow | null> {
    const { authors } = this.asked.filter;
    const { clock } = this.parts;
    const row = await readFound({ ...this.parts, now: clock.now() }, candidate);
    // Whose chain it is may not have been known when it was chosen.
    return row !== null && (authors?.has(row.author) ?? true) ? row : null;
  }
}
