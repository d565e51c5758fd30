import type { AccountId, SpaceId } from '@shared/ids.ts';
import { foldText } from '@domain/search/fold.ts';
import { type IndexedKind, indexedKinds } from '@domain/search/entries.ts';
import { type Question, isEmptyQuestion, readQuestion } from '@domain/search/question.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import {
  type FindKind,
  type FindQuestion,
  type FindState,
  type Found,
  type FoundGroup,
  type Search,
  findKinds,
} from '../workspace/discoverWorkspace.ts';
import type { IndexSearchParts } from './indexSearch.ts';
import { searchIndex } from './indexSearch.ts';
import { type FindNames, foundOfHit } from './foundOf.ts';
import type { ImportedRows } from './importedTalks.ts';
import type { AskedPeople, NamedInTalks } from './namedInTalks.ts';
import type { IsShown } from './shownPosts.ts';
import { type SmallSource, findSmall } from './smallSources.ts';

/** How many of each kind are shown at first: among other kinds, and where it is the only one. */
const FEW = 5;
const MANY = 20;

const NOBODY: NamedInTalks = { people: [], chats: new Set() };

/** What searches work with. */
export interface FinderParts extends Omit<IndexSearchParts, 'isOver' | 'isShown' | 'imports'> {
  /** Which posts may be found; null where that can't be read. */
  readonly shown: () => Promise<IsShown | null>;
  readonly sources: readonly SmallSource[];
  /** Who and what there is, by name. */
  readonly names: () => Promise<FindNames>;
  /** Chats from elsewhere as they are now, read anew by each round; none where there are no such. */
  readonly imports?: (() => ImportedRows) | undefined;
  /** Who in them a typed name may mean. */
  readonly namedInTalks?: ((asked: AskedPeople) => Promise<NamedInTalks>) | undefined;
}

/** What a question comes to: its words, and which things may answer it. */
interface Asked {
  readonly question: Question;
  readonly kinds: ReadonlySet<FindKind>;
  readonly filter: {
    readonly authors: ReadonlySet<AccountId> | null;
    readonly spaces: ReadonlySet<SpaceId> | null;
    /** See {@link EntryFilter}. */
    readonly talks: ReadonlySet<SpaceId>;
    readonly since: number;
    readonly until: number;
  };
  readonly names: FindNames;
}

/** One search, for as long as its results are looked at. */
export class RunningSearch implements Search {
  readonly state: WritableSnapshot<FindState> = writableSnapshot<FindState>({ status: 'searching', groups: [] });
  private readonly parts: FinderParts;
  private readonly asked: Promise<Asked>;
  private readonly wanted: Map<FindKind, number>;
  private readonly groups = new Map<FindKind, FoundGroup>();
  private isClosed = false;
  /** A later round makes an earlier one needless. */
  private round = 0;

  constructor(parts: FinderParts, question: FindQuestion) {
    this.parts = parts;
    const first = question.kinds.length === 1 ? MANY : FEW;
    this.wanted = new Map(findKinds.map((kind) => [kind, first]));
    this.asked = this.read(question);
    void this.search();
  }

  showMore(kind: FindKind): void {
    this.wanted.set(kind, (this.wanted.get(kind) ?? 0) + MANY);
    void this.search();
  }

  close(): void {
    this.isClosed = true;
  }

  private async read(question: FindQuestion): Promise<Asked> {
    const names = await this.parts.names();
    const read = readQuestion(question.text);
    const { from, within, since, until } = question;
    const authors = chosen(from, read.from, names.people);
    const asked = { typed: read.from, contact: from };
    const named = (authors === null ? null : await this.parts.namedInTalks?.(asked)) ?? NOBODY;
    return {
      question: read,
      kinds: new Set(question.kinds.length === 0 ? findKinds : question.kinds),
      names,
      filter: {
        authors: authors === null ? null : new Set([...authors, ...named.people]),
        talks: named.chats,
        spaces: withEarlier(chosen(within, read.within, names.chats), names.earlier),
        since: since ?? Number.NEGATIVE_INFINITY,
        until: until ?? Number.POSITIVE_INFINITY,
      },
    };
  }

  private async search(): Promise<void> {
    this.round += 1;
    const mine = this.round;
    const isOver = () => this.isClosed || this.round !== mine;
    const asked = await this.asked;
    if (isEmptyQuestion(asked.question) && !isNarrowed(asked)) return this.tell('done');
    this.tell('searching');
    const [, isSearched] = await Promise.all([this.searchSmall(asked, isOver), this.searchWords(asked, isOver)]);
    if (!isOver()) this.tell(isSearched ? 'done' : 'failed');
  }

  /** People, groups and the like are looked through as they are. Without words there are none: nobody asked for all of them. */
  private async searchSmall(asked: Asked, isOver: () => boolean): Promise<void> {
    if (asked.question.clauses.length === 0) return;
    const sources = this.parts.sources.filter(({ kind }) => asked.kinds.has(kind));
    await Promise.all(
      sources.map(async ({ kind, all }) => {
        const things = await all();
        if (isOver()) return;
        const found = findSmall(kind, things, asked);
        this.keep(kind, found, found.length > this.wantedOf(kind));
      }),
    );
  }

  private async searchWords(asked: Asked, isOver: () => boolean): Promise<boolean> {
    const kinds = indexedKinds.filter((kind) => asked.kinds.has(kind));
    const wanted = new Map<IndexedKind, number>(kinds.map((kind) => [kind, this.wantedOf(kind)]));
    const filter = { ...asked.filter, kinds: new Set(kinds) };
    const isShown = await this.parts.shown();
    if (isShown === null) return false;
    const searched = await searchIndex(
      { ...this.parts, imports: this.parts.imports?.(), isShown, isOver },
      { question: asked.question, filter },
      wanted,
    );
    if (!searched.ok) return false;
    if (isOver()) return true;
    for (const [kind, { hits, isMore }] of searched.value)
      this.keep(
        kind,
        hits.map((hit) => foundOfHit(hit, asked.names)),
        isMore,
      );
    return true;
  }

  private wantedOf(kind: FindKind): number {
    return this.wanted.get(kind) ?? FEW;
  }

  private keep(kind: FindKind, found: readonly Found[], isMore: boolean): void {
    this.groups.set(kind, { kind, found: found.slice(0, this.wantedOf(kind)), isMore });
    this.tell('searching');
  }

  private tell(status: FindState['status']): void {
    if (this.isClosed) return;
    const groups = findKinds.flatMap((kind) => this.groups.get(kind) ?? []);
    this.state.set({ status, groups: groups.filter(({ found }) => found.length > 0) });
  }
}

/** A question with no words asks for all that fits its choices, where it makes any. */
function isNarrowed({ filter, kinds }: Asked): boolean {
  const { authors, spaces, since, until } = filter;
  const isBounded = Number.isFinite(since) || Number.isFinite(until);
  return authors !== null || spaces !== null || isBounded || kinds.size < findKinds.length;
}

/** Chats, and what was imported and stands before them (IMP-16). */
function withEarlier(chats: ReadonlySet<SpaceId> | null, earlier: FindNames['earlier']): ReadonlySet<SpaceId> | null {
  if (chats === null || earlier === undefined) return chats;
  const before = [...earlier].filter(([, chat]) => chats.has(chat));
  return new Set([...chats, ...before.map(([imported]) => imported)]);
}

/** What was chosen, and whatever a typed name fits; null: any. */
export function chosen<Id extends string>(
  one: Id | null,
  typed: readonly string[],
  named: ReadonlyMap<Id, string>,
): ReadonlySet<Id> | null {
  if (one === null && typed.length === 0) return null;
  const fits = [...named].filter(([, name]) => typed.some((words) => foldText(name).text.includes(words)));
  return new Set([...(one === null ? [] : [one]), ...fits.map(([id]) => id)]);
}
