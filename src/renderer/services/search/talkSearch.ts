import type { AccountId, EventId } from '@shared/ids.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { IndexedKind } from '@domain/search/entries.ts';
import { matchText } from '@domain/search/matcher.ts';
import { slipsOf } from '@domain/search/nearby.ts';
import { type Question, isEmptyQuestion, neededTerms, readQuestion } from '@domain/search/question.ts';
import { drawnTextOfMessage, textOfMessage } from '@domain/search/searchable.ts';
import { isOfSort } from '@domain/search/talkSort.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { IndexProgress } from '@ports/searchShelf.ts';
import { type Disposer, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Found, TalkFound, TalkQuestion, TalkSearch } from '../workspace/discoverWorkspace.ts';
import type { ArticleDocuments } from './articleDocuments.ts';
import type { RowStore } from './authorOf.ts';
import { chosen } from './finder.ts';
import { type FindNames, foundOfHit } from './foundOf.ts';
import type { Candidate, IndexReader, LookUp } from './indexReader.ts';
import type { ImportedRows } from './importedTalks.ts';
import { type FoundRow, readFound } from './readFound.ts';
import type { WebEntries } from './webEntries.ts';

/** So many of the newest messages are looked through as they are: the index is written behind, and words that end are not in it. */
const FRESH = 200;
/** Most candidates that are read for one search, and most that are shown of them. */
const MOST_READ = 5000;
const MOST_FOUND = 500;
/** Rows read at once. */
const AT_ONCE = 16;
/** How long after a change it is looked again, ms: what comes together is looked at together. */
const CALM = 300;

/** What looking through a conversation works with. */
export interface TalkSearchParts {
  readonly reader: IndexReader;
  readonly store: RowStore &
    Pick<DocumentStore, 'watchMessages'> & { readonly notes: Pick<DocumentStore['notes'], 'watchWithin'> };
  readonly documents: ArticleDocuments;
  /** The conversation may be one from elsewhere. */
  readonly imports?: ImportedRows;
  readonly webEntries: WebEntries;
  readonly clock: Clock;
  /** Who there is, by name. */
  readonly names: () => Promise<FindNames>;
  readonly progress: () => LiveQuery<IndexProgress>;
}

interface Asked {
  readonly question: Question;
  readonly authors: ReadonlySet<AccountId> | null;
  readonly names: FindNames;
}

/** How one looks: as it was typed, or with slips forgiven. */
type Tier = { readonly lookUp: LookUp; readonly forgiving: boolean };
const AS_TYPED: Tier = { lookUp: 'words', forgiving: false };
const FORGIVING: Tier = { lookUp: 'nearby', forgiving: true };

/** One search through a conversation, for as long as its results are looked at (SRC-16). */
export class RunningTalkSearch implements TalkSearch {
  readonly state: WritableSnapshot<TalkFound> = writableSnapshot<TalkFound>({
    status: 'searching',
    found: [],
    isMore: false,
    isForgiving: false,
  });
  private readonly parts: TalkSearchParts;
  private readonly of: TalkQuestion;
  private readonly asked: Promise<Asked>;
  private readonly disposers: Disposer[] = [];
  private cancelNext: Disposer = () => undefined;
  private cancelWatch: Disposer = () => undefined;
  private isClosed = false;
  /** A later round makes an earlier one needless. */
  private round = 0;

  constructor(parts: TalkSearchParts, question: TalkQuestion) {
    this.parts = parts;
    this.of = question;
    this.asked = this.read();
    this.follow();
    void this.look();
  }

  /** Looks again, a moment later. */
  renew(): void {
    if (this.isClosed) return;
    this.cancelNext();
    this.cancelNext = this.parts.clock.after(CALM, () => void this.look());
  }

  close(): void {
    this.isClosed = true;
    this.cancelNext();
    this.cancelWatch();
    for (const dispose of this.disposers) dispose();
  }

  private async read(): Promise<Asked> {
    const names = await this.parts.names();
    const question = readQuestion(this.of.text);
    return { question, names, authors: chosen(this.of.from, question.from, names.people) };
  }

  /** What comes, changes or goes at the end of the talk, and more of it in the index. */
  private follow(): void {
    const { store, progress } = this.parts;
    const latest = store.watchMessages(this.of.space, { kind: 'latest', limit: FRESH });
    this.disposers.push(this.onChange(latest));
    let wasReady: boolean | null = null;
    this.disposers.push(
      progress().subscribe((told) => {
        const isReady = told.status === 'ready' && told.value.state === 'ready';
        if (isReady && wasReady === false) this.renew();
        wasReady = isReady;
      }),
    );
  }

  /** Looks again with each change, but not at what is so at first. */
  private onChange(query: LiveQuery<unknown>): Disposer {
    let isFirst = true;
    return query.subscribe(({ status }) => {
      if (status === 'loading') return;
      if (!isFirst) this.renew();
      isFirst = false;
    });
  }

  /** What was found may be edited or taken back, wherever it stands. */
  private watchFound(found: readonly Found[]): void {
    this.cancelWatch();
    const oldest = found.at(-1);
    if (oldest === undefined || oldest.at === null) return;
    const stretch = { from: { at: oldest.at, id: oldest.id }, to: null };
    this.cancelWatch = this.onChange(this.parts.store.notes.watchWithin(this.of.space, stretch));
  }

  private async look(): Promise<void> {
    this.round += 1;
    const mine = this.round;
    const asked = await this.asked;
    const isOver = () => this.isClosed || this.round !== mine;
    if (isEmptyQuestion(asked.question) && !isNarrowed(this.of))
      return this.state.set({ status: 'done', found: [], isMore: false, isForgiving: false });
    let round = new Round(this.parts, { of: this.of, asked, isOver, onFound: (found) => this.show(found, mine) });
    let isRead = await round.look(AS_TYPED);
    if (isRead && round.isEmpty && isForgivable(asked.question)) {
      round = new Round(this.parts, { of: this.of, asked, isOver, onFound: (found) => this.show(found, mine) });
      isRead = await round.look(FORGIVING);
    }
    if (isOver()) return;
    const { found, isMore, isForgiving } = round.done();
    this.state.set({ status: isRead ? 'done' : 'failed', found, isMore, isForgiving });
    this.watchFound(found);
  }

  /** Shows what was found so far; in a later round what stands stays until it is done. */
  private show(found: readonly Found[], round: number): void {
    if (this.isClosed || round > 1) return;
    this.state.set({ ...this.state.get(), found });
  }
}

interface RoundOptions {
  readonly of: TalkQuestion;
  readonly asked: Asked;
  readonly isOver: () => boolean;
  readonly onFound: (found: readonly Found[]) => void;
}

/** One look through a conversation. */
class Round {
  private readonly parts: TalkSearchParts;
  private readonly options: RoundOptions;
  private readonly hits = new Map<string, Found>();
  private readonly looked = new Set<EventId>();
  private hasMore = false;
  private tier = AS_TYPED;

  constructor(parts: TalkSearchParts, options: RoundOptions) {
    this.parts = parts;
    this.options = options;
  }

  get isEmpty(): boolean {
    return this.hits.size === 0;
  }

  /** False where it could not be read. */
  async look(tier: Tier): Promise<boolean> {
    this.tier = tier;
    const { isOver } = this.options;
    const isFreshRead = await this.lookAtFresh();
    if (isOver()) return true;
    const candidates = await this.candidates();
    if (candidates === null) return false;
    for (let first = 0; first < candidates.length && !isOver() && !this.isFull; first += AT_ONCE) {
      const rows = await Promise.all(
        candidates.slice(first, first + AT_ONCE).map((candidate) => this.rowOf(candidate)),
      );
      if (rows.filter((row) => row !== null && this.take(row)).length > 0) this.options.onFound(this.done().found);
    }
    return isFreshRead;
  }

  /** What was found, the newest first. */
  done(): Pick<TalkFound, 'found' | 'isMore' | 'isForgiving'> {
    const found = [...this.hits.values()].toSorted(newestFirst).slice(0, MOST_FOUND);
    return { found, isMore: this.hasMore || this.hits.size > MOST_FOUND, isForgiving: this.tier.forgiving };
  }

  private get isFull(): boolean {
    return this.hits.size > MOST_FOUND;
  }

  private async lookAtFresh(): Promise<boolean> {
    const page = await this.parts.store.messages(this.options.of.space, { kind: 'latest', limit: FRESH });
    if (!page.ok) return false;
    const now = this.parts.clock.now();
    // Words that are over may be in their row for a moment longer.
    for (const record of page.value.messages) if ((record.ends ?? now + 1) > now) this.take(rowOfMessage(record));
    if (!this.isEmpty) this.options.onFound(this.done().found);
    return true;
  }

  /** Where it may be said, the newest first; null where the index cannot be read. */
  private async candidates(): Promise<readonly Candidate[] | null> {
    const { of, asked } = this.options;
    const kinds = new Set<IndexedKind>(
      of.sort === null || of.sort === 'link' ? ['message', 'file'] : [kindOf(of.sort)],
    );
    const filter = { kinds, spaces: new Set([of.space]), authors: asked.authors, ...boundsOf(of) };
    const terms = neededTerms(asked.question);
    const read = await this.parts.reader.find(terms, filter, { limit: MOST_READ, lookUp: this.tier.lookUp });
    if (!read.ok) return null;
    const lists = [...read.value.values()];
    this.hasMore = lists.some(({ newest, total }) => total > newest.length);
    return lists.flatMap(({ newest }) => newest).toSorted((one, other) => other.at - one.at);
  }

  private rowOf(candidate: Candidate): Promise<FoundRow | null> {
    // Of messages nobody is asked whether they are shown: who can see the talk sees them.
    return readFound({ ...this.parts, isShown: () => false, now: this.parts.clock.now() }, candidate);
  }

  /** Takes up a message that is what is looked for. */
  private take(row: FoundRow): boolean {
    const { of, asked } = this.options;
    if (this.looked.has(row.id)) return false;
    this.looked.add(row.id);
    if (!isWanted(row, of, asked)) return false;
    const match = matchText(asked.question, row.text, this.tier);
    if (match === null) return false;
    this.hits.set(row.id, foundOfHit({ row, match }, asked.names));
    return true;
  }
}

function rowOfMessage({ id, space, author, at, body }: MessageRecord): FoundRow {
  const kind = body.kind === 'file' ? 'file' : 'message';
  return { kind, id, space, author, at, text: drawnTextOfMessage(body) ?? '', post: null, message: body };
}

function isWanted({ at, author, message }: FoundRow, of: TalkQuestion, { authors }: Asked): boolean {
  const { since, until } = boundsOf(of);
  if (message === null || textOfMessage(message) === null || at < since || at > until) return false;
  return (authors?.has(author) ?? true) && (of.sort === null || isOfSort(message, of.sort));
}

function boundsOf({ since, until }: TalkQuestion) {
  return { since: since ?? Number.NEGATIVE_INFINITY, until: until ?? Number.POSITIVE_INFINITY };
}

function kindOf(sort: Exclude<TalkQuestion['sort'], null | 'link'>): IndexedKind {
  return sort === 'words' ? 'message' : 'file';
}

/** A question with no words asks for all that fits its choices, where it makes any. */
function isNarrowed({ from, sort, since, until }: TalkQuestion): boolean {
  return from !== null || sort !== null || since !== null || until !== null;
}

function isForgivable({ clauses }: Question): boolean {
  return clauses.some((clause) => clause.kind === 'word' && slipsOf(clause.text) > 0);
}

function newestFirst(one: Found, other: Found): number {
  return (other.at ?? 0) - (one.at ?? 0) || (one.id < other.id ? 1 : -1);
}
