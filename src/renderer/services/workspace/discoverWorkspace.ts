/** What the screens may see and do to find things: one search, what rises, what others use. All of it is on this device. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { TalkSort } from '@domain/search/talkSort.ts';
import type { Trend, TrendSpan } from '@domain/search/trends.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { IndexProgress } from '@ports/searchShelf.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What can be found. */
export const findKinds = [
  'person',
  'chat',
  'channel',
  'program',
  'message',
  'file',
  'moment',
  'article',
  'bill',
] as const;
/** See {@link findKinds}. */
export type FindKind = (typeof findKinds)[number];

/** What is looked for. */
export interface FindQuestion {
  readonly text: string;
  /** Empty: of every kind. */
  readonly kinds: readonly FindKind[];
  readonly from: AccountId | null;
  readonly within: SpaceId | null;
  /** From and to, ms; null: from ever, to now. */
  readonly since: number | null;
  readonly until: number | null;
}

/** One thing that was found. */
export interface Found {
  readonly kind: FindKind;
  /** Names it among its kind: what its room opens. */
  readonly id: string;
  readonly space: SpaceId | null;
  readonly event: EventId | null;
  readonly title: string;
  /** Words around what was found. */
  readonly excerpt: string;
  /** Which of `excerpt` was looked for, as [start, end) of UTF-16 code units. */
  readonly marks: readonly (readonly [number, number])[];
  readonly at: number | null;
  readonly author: AccountId | null;
  /** What the author is called, where it is nobody who could be known here: somebody in an imported chat. */
  readonly name?: string;
}

/** What was found of one kind. */
export interface FoundGroup {
  readonly kind: FindKind;
  readonly found: readonly Found[];
  /** There may be more of it. */
  readonly isMore: boolean;
}

/** What a search came to so far. */
export interface FindState {
  readonly status: 'searching' | 'done' | 'failed';
  /** Those in which something was found, in the order of {@link findKinds}. */
  readonly groups: readonly FoundGroup[];
}

/** A search that is looked at. */
export interface Search {
  readonly state: Snapshot<FindState>;
  showMore(kind: FindKind): void;
  close(): void;
}

/** What is looked for in one conversation. */
export interface TalkQuestion {
  readonly text: string;
  readonly space: SpaceId;
  readonly from: AccountId | null;
  /** Null: of every sort. */
  readonly sort: TalkSort | null;
  /** From and to, ms; null: from ever, to now. */
  readonly since: number | null;
  readonly until: number | null;
}

/** What was found in a conversation so far. */
export interface TalkFound {
  readonly status: 'searching' | 'done' | 'failed';
  /** The newest first. */
  readonly found: readonly Found[];
  /** There is more of it than is looked through. */
  readonly isMore: boolean;
  /** Nobody said it so: what is found is meant with a slip. */
  readonly isForgiving: boolean;
}

/** A search through one conversation. What comes, changes or goes meanwhile is heeded. */
export interface TalkSearch {
  readonly state: Snapshot<TalkFound>;
  /** Looks again: something that was found is not there any more. */
  renew(): void;
  close(): void;
}

/** What of it the engine does, wherever it runs. */
export interface DiscoverActs {
  /** Forgets the index and makes it anew. */
  rebuildIndex(): Outcome;
  /** The same, where damage was come upon: the person is told that it was thrown away. */
  mendIndex(): Outcome;
  /** Keeps what was looked for, on this device alone: the newest ten. */
  noteSearch(text: string): Outcome;
  forgetSearches(): Outcome;
}

/** Everything a person can see and do to find things. */
export interface DiscoverWorkspace extends DiscoverActs {
  /** Looks for something; close it when it is not shown any more. */
  find(question: FindQuestion): Search;
  /** Looks for something in one conversation; close it when it is not shown any more. */
  findIn(question: TalkQuestion): TalkSearch;
  /** What was looked for last, newest first. */
  recentSearches(): LiveQuery<readonly string[]>;
  /** How far the index has come. */
  index(): LiveQuery<IndexProgress>;
  trends(span: TrendSpan): LiveQuery<readonly Trend[]>;
}

/** Finding things, as a part of the workspace. */
export interface DiscoverPart extends DiscoverActs {
  readonly discover: DiscoverWorkspace;
}

/** The acts of {@link DiscoverActs}, by name. */
export const discoverActNames = [
  'rebuildIndex',
  'mendIndex',
  'noteSearch',
  'forgetSearches',
] as const satisfies readonly (keyof DiscoverActs)[];
