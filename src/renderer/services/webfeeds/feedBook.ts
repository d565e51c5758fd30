import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { feedSpace } from '@domain/webfeed/ids.ts';
import {
  type FeedState,
  type FollowedFeed,
  WebFeedKeep,
  fittingState,
  followKeep,
  freshState,
  readFollow,
  readState,
  stateKeep,
} from '@domain/webfeed/records.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';

/** A feed that is followed, as the engine knows it. */
export interface KnownFeed {
  readonly feed: SpaceId;
  readonly followed: FollowedFeed;
  readonly state: FeedState;
}

/** What a book of feeds works with. */
export interface FeedBookParts {
  readonly store: { readonly feed: Pick<DocumentStore['feed'], 'keeps'> };
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly now: () => number;
}

/** Texts of entries, by the entry. */
export type EntryTexts = ReadonlyMap<string, ArticleDocument>;

/** The feeds of the web that are followed. Each change is read, made and kept before the next begins. */
export class FeedBook {
  private readonly parts: FeedBookParts;
  private readonly turn = new Turn();
  private known = new Map<SpaceId, KnownFeed>();

  constructor(parts: FeedBookParts) {
    this.parts = parts;
  }

  /** Reads what is kept. To be called again after something was restored. */
  async load(): Promise<Result<void, StoreError>> {
    const { keeps } = this.parts.store.feed;
    const rows = await keeps.all(WebFeedKeep.follow);
    const states = rows.ok ? await keeps.all(WebFeedKeep.state) : rows;
    if (!rows.ok || !states.ok) return states.ok ? ok() : states;
    const stateOf = new Map(states.value.map((row) => [row.id, row]));
    const known = new Map<SpaceId, KnownFeed>();
    for (const row of rows.value) {
      const followed = readFollow(row);
      if (followed === null) continue;
      const feed = feedSpace(followed.url);
      const kept = stateOf.get(feed);
      const state = kept === undefined ? null : readState(kept);
      known.set(feed, { feed, followed, state: state ?? freshState(followed.name, this.parts.now()) });
    }
    this.known = known;
    return ok();
  }

  get(feed: SpaceId): KnownFeed | null {
    return this.known.get(feed) ?? null;
  }

  all(): readonly KnownFeed[] {
    return [...this.known.values()];
  }

  /** Follows a feed; of one that is followed already nothing changes. */
  follow(followed: FollowedFeed, state: FeedState, texts: EntryTexts): Promise<Result<SpaceId, StoreError>> {
    const feed = feedSpace(followed.url);
    return this.turn.take(async () => {
      if (this.known.has(feed)) return ok(feed);
      const fitting = fittingState(state);
      const kept = await this.keep([followKeep(feed, followed), ...stateKeeps(feed, fitting, texts)]);
      if (kept.ok) this.known.set(feed, { feed, followed, state: fitting });
      return kept.ok ? ok(feed) : kept;
    });
  }

  /** Changes what was fetched of a feed; nothing where it is not followed any more. */
  change(
    feed: SpaceId,
    change: (state: FeedState) => { readonly state: FeedState; readonly texts?: EntryTexts },
  ): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const before = this.known.get(feed);
      if (before === undefined) return ok();
      const { state, texts = new Map() } = change(before.state);
      const fitting = fittingState(state);
      const kept = await this.keep(stateKeeps(feed, fitting, texts));
      if (!kept.ok) return kept;
      this.known.set(feed, { ...before, state: fitting });
      const left = new Set(fitting.entries.map(({ id }) => id));
      return this.removeTexts(before.state.entries.map(({ id }) => id).filter((id) => !left.has(id)));
    });
  }

  /** Mutes a feed, or ends that. */
  mute(feed: SpaceId, muted: boolean): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const before = this.known.get(feed);
      if (before === undefined) return ok();
      const followed = { ...before.followed, muted };
      const kept = await this.keep([followKeep(feed, followed)]);
      if (kept.ok) this.known.set(feed, { ...before, followed });
      return kept;
    });
  }

  /** Forgets a feed and all that was fetched of it. */
  unfollow(feed: SpaceId): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const before = this.known.get(feed);
      if (before === undefined) return ok();
      const { keeper } = this.parts;
      const removed = await keeper.remove(WebFeedKeep.follow, feed);
      if (!removed.ok) return removed;
      this.known.delete(feed);
      const cleared = await keeper.remove(WebFeedKeep.state, feed);
      return cleared.ok ? this.removeTexts(before.state.entries.map(({ id }) => id)) : cleared;
    });
  }

  private keep(records: readonly Omit<FeedKeep, 'at'>[]): Promise<Result<void, StoreError>> {
    return this.parts.keeper.put(records);
  }

  private async removeTexts(ids: readonly string[]): Promise<Result<void, StoreError>> {
    for (const id of ids) {
      const removed = await this.parts.keeper.remove(WebFeedKeep.text, id);
      if (!removed.ok) return removed;
    }
    return ok();
  }
}

/** What was fetched, and the texts of those of its entries that are kept. */
function stateKeeps(feed: SpaceId, state: FeedState, texts: EntryTexts): readonly Omit<FeedKeep, 'at'>[] {
  const said = state.entries.flatMap(({ id }) => {
    const document = texts.get(id);
    const bytes = document === undefined ? null : encodeArticle(document);
    return bytes === null ? [] : [{ kind: WebFeedKeep.text, id, bytes }];
  });
  return [{ ...stateKeep(state), id: feed }, ...said];
}
