import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { feedSpace } from '@domain/webfeed/ids.ts';
import {
  type FeedEntry,
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
import type { Disposer } from '@ports/snapshot.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';
import { type KeptText, keptTexts } from './keptTexts.ts';

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
  private readonly listeners = new Set<() => void>();
  private isLoaded = false;

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
    this.isLoaded = true;
    this.tell();
    return ok();
  }

  get(feed: SpaceId): KnownFeed | null {
    return this.known.get(feed) ?? null;
  }

  all(): readonly KnownFeed[] {
    return [...this.known.values()];
  }

  /** What each feed that is followed says now; null until they were read. */
  followed(): readonly { readonly feed: SpaceId; readonly entries: readonly FeedEntry[] }[] | null {
    return this.isLoaded ? this.all().map(({ feed, state: { entries } }) => ({ feed, entries })) : null;
  }

  /** Calls back when something new was fetched, and when a feed is followed or left. */
  listen(listener: () => void): Disposer {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The texts that are here. */
  texts(): readonly KeptText[] {
    return this.all().flatMap(({ feed, state }) => keptTexts(feed, state.entries));
  }

  /** Takes texts off this device; their entries stay. */
  async letGoTexts(texts: readonly Pick<KeptText, 'feed' | 'entry'>[]): Promise<Result<void, StoreError>> {
    const ids = new Set(texts.map(({ entry }) => entry));
    for (const feed of new Set(texts.map((text) => text.feed))) {
      const done = await this.turn.take(() => this.dropTexts(feed, ids));
      if (!done.ok) return done;
    }
    return ok();
  }

  /** Follows a feed; of one that is followed already nothing changes. */
  follow(followed: FollowedFeed, state: FeedState, texts: EntryTexts): Promise<Result<SpaceId, StoreError>> {
    const feed = feedSpace(followed.url);
    return this.turn.take(async () => {
      if (this.known.has(feed)) return ok(feed);
      const { fitting, keeps } = this.withTexts(feed, state, texts);
      const kept = await this.keep([followKeep(feed, followed), ...keeps]);
      if (kept.ok) this.known.set(feed, { feed, followed, state: fitting });
      if (kept.ok) this.tell();
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
      const { fitting, keeps } = this.withTexts(feed, state, texts);
      const kept = await this.keep(keeps);
      if (!kept.ok) return kept;
      this.known.set(feed, { ...before, state: fitting });
      if (fitting.entries !== before.state.entries) this.tell();
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
      this.tell();
      const cleared = await keeper.remove(WebFeedKeep.state, feed);
      return cleared.ok ? this.removeTexts(before.state.entries.map(({ id }) => id)) : cleared;
    });
  }

  private keep(records: readonly Omit<FeedKeep, 'at'>[]): Promise<Result<void, StoreError>> {
    return this.parts.keeper.put(records);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** What was fetched, and the texts of those of its entries that are kept. */
  private withTexts(feed: SpaceId, state: FeedState, texts: EntryTexts) {
    const at = this.parts.now();
    const said = new Map<EventId, Uint8Array>();
    for (const { id } of state.entries) {
      const document = texts.get(id);
      const bytes = document === undefined ? null : encodeArticle(document);
      if (bytes !== null) said.set(id, bytes);
    }
    const sized = state.entries.map((entry): FeedEntry => {
      const bytes = said.get(entry.id)?.length;
      return bytes === undefined ? entry : { ...entry, text: { bytes, at } };
    });
    const fitting = fittingState(said.size === 0 ? state : { ...state, entries: sized });
    const keeps = fitting.entries.flatMap(({ id }) => {
      const bytes = said.get(id);
      return bytes === undefined ? [] : [{ kind: WebFeedKeep.text, id, bytes }];
    });
    return { fitting, keeps: [{ ...stateKeep(fitting), id: feed }, ...keeps] };
  }

  /** First the texts: what says that they are here is put right the next time where the app ends in between. */
  private async dropTexts(feed: SpaceId, ids: ReadonlySet<EventId>): Promise<Result<void, StoreError>> {
    const before = this.known.get(feed);
    if (before === undefined) return ok();
    const removed = await this.removeTexts(before.state.entries.map(({ id }) => id).filter((id) => ids.has(id)));
    if (!removed.ok) return removed;
    const entries = before.state.entries.map((entry): FeedEntry => {
      const { text, ...face } = entry;
      return text !== undefined && ids.has(entry.id) ? face : entry;
    });
    const state = { ...before.state, entries };
    const kept = await this.keep([{ ...stateKeep(state), id: feed }]);
    if (kept.ok) this.known.set(feed, { ...before, state });
    return kept;
  }

  private async removeTexts(ids: readonly string[]): Promise<Result<void, StoreError>> {
    for (const id of ids) {
      const removed = await this.parts.keeper.remove(WebFeedKeep.text, id);
      if (!removed.ok) return removed;
    }
    return ok();
  }
}
