/** What the screens may see and do to find things: one search, what rises, what others use. All of it is on this device. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';

/** What can be found. */
export const findKinds = ['person', 'chat', 'message', 'moment', 'article', 'program', 'file', 'bill'] as const;
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
}

/** What a search came to so far. */
export interface FindState {
  readonly status: 'searching' | 'done' | 'failed';
  readonly groups: readonly { readonly kind: FindKind; readonly found: readonly Found[]; readonly total: number }[];
}

/** How far the index has come. */
export interface IndexState {
  readonly state: 'ready' | 'building' | 'behind' | 'failed';
  readonly done: number;
  readonly total: number;
}

/** A word or link that rises in what one follows. */
export interface Trend {
  readonly text: string;
  readonly kind: 'word' | 'link';
  /** How often in each part of the span, oldest first. */
  readonly counts: readonly number[];
  /** How many times as often as before. */
  readonly rise: number;
  readonly posts: readonly { readonly space: SpaceId; readonly post: EventId }[];
}

/** A span trends are looked at over. */
export type TrendSpan = 'day' | 'week' | 'month';

/** Everything a person can see and do to find things. */
export interface DiscoverWorkspace {
  /** Looks for something; close it when it is not shown any more. */
  find(question: FindQuestion): {
    readonly state: Snapshot<FindState>;
    readonly showMore: (kind: FindKind) => void;
    readonly close: () => void;
  };
  readonly index: Snapshot<IndexState>;
  /** Makes the index anew. */
  rebuildIndex(): void;
  trends(span: TrendSpan): LiveQuery<readonly Trend[]>;
}
