import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import { cutText } from '@domain/article/tidy.ts';
import { MAX_SUMMARY, MAX_TITLE } from '@domain/feed/post.ts';
import { hostOf } from '@domain/webfeed/document.ts';
import { feedSpace } from '@domain/webfeed/ids.ts';
import { mergeEntries } from '@domain/webfeed/merge.ts';
import type { WebFeedProblem } from '@domain/webfeed/problems.ts';
import { type FeedState, MOST_FEEDS, freshState } from '@domain/webfeed/records.ts';
import type { ArticleReader } from '@ports/articleReader.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ReadFeedList } from '@ports/webFeedReader.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WebFeedPreview } from '../workspace/webFeedWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { EntryTexts, FeedBook } from './feedBook.ts';
import { type FetchedFeed, type FetchingParts, NO_MARKS, fetchFeed, findFeed } from './fetchFeed.ts';
import { nextTry } from './nextTry.ts';
import { plainText, readEntries } from './readEntries.ts';
import { webAddressOf } from './webAddress.ts';

/** Longest time until it is looked again whether a feed is due, ms: a machine that slept wakes to that. */
const LOOK_EVERY = 60_000;
/** Titles of a preview. */
const SHOWN = 3;

/** What feeds of the web work with. */
export interface WebFeedParts extends FetchingParts {
  readonly book: FeedBook;
  readonly articles: ArticleReader;
  readonly readList: ReadFeedList;
  readonly clock: Clock;
  readonly random: Random;
}

/** Follows feeds of the web: finds, fetches and reads them, again and again while the app runs (WFD). */
export class WebFeeds {
  private readonly parts: WebFeedParts;
  private stopTimer: Disposer = () => undefined;
  private isRunning = false;
  private readonly fetching = new Map<SpaceId, Promise<Result<void, WorkspaceError>>>();
  /** What was looked at last: following it is not fetching it again. */
  private found: { readonly address: string; readonly fetched: FetchedFeed } | null = null;

  constructor(parts: WebFeedParts) {
    this.parts = parts;
  }

  /** Begins to look for what is due. Call once the database has all that the journal has. */
  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    void this.lookAgain();
  }

  dispose(): void {
    this.isRunning = false;
    this.stopTimer();
  }

  async preview(text: string): Outcome<WebFeedPreview> {
    const found = await this.find(text);
    if (!found.ok) return found;
    const { url, feed } = found.value;
    const { name, description } = await this.face(found.value);
    const titles = await Promise.all(feed.entries.slice(0, SHOWN).map(({ title }) => this.plain(title, MAX_TITLE)));
    const newest = titles.filter((title) => title !== '');
    const followed = this.parts.book.get(feedSpace(url)) !== null;
    return ok({ url, name, description, entries: feed.entries.length, newest, followed });
  }

  async follow(text: string): Outcome<{ readonly channel: SpaceId }> {
    const { book, clock } = this.parts;
    const found = await this.find(text);
    if (!found.ok) return found;
    if (book.all().length >= MOST_FEEDS) return fail('feed-limit', `more than ${MOST_FEEDS} feeds`);
    const { url } = found.value;
    const read = await this.read(feedSpace(url), found.value, { before: freshState('', clock.now()), again: null });
    const { name } = read.state;
    const kept = await book.follow({ v: 1, url, name, muted: false, since: clock.now() }, read.state, read.texts);
    this.found = null;
    return kept.ok ? ok({ channel: kept.value }) : err(storeFailure(kept.error));
  }

  /** Fetches a feed now; who asks while it is being fetched is told how that ends. */
  refresh(feed: SpaceId): Outcome {
    return this.fetching.get(feed) ?? this.begin(feed, null);
  }

  /** Gets the text of an entry that is not here any more. Where its feed does not have it either, it stays away. */
  async fetchText(entry: EventId): Outcome {
    const known = this.parts.book.all().find(({ state }) => state.entries.some(({ id }) => id === entry));
    if (known === undefined) return fail('channel-missing', 'no feed that is followed says it');
    await this.fetching.get(known.feed);
    return this.begin(known.feed, entry);
  }

  /** `again`: an entry whose text is read although it did not change. */
  private begin(feed: SpaceId, again: EventId | null): Outcome {
    const work = this.refreshOnce(feed, again).finally(() => {
      if (this.fetching.get(feed) === work) this.fetching.delete(feed);
    });
    this.fetching.set(feed, work);
    return work;
  }

  async import(list: string): Outcome<{ readonly followed: number; readonly known: number }> {
    const { book, clock, readList } = this.parts;
    const listed = await readList(list);
    if (listed.length === 0) return fail('feed-list-unreadable', 'no list of feeds');
    let followed = 0;
    for (const { url: text, name: called } of listed) {
      const url = webAddressOf(text);
      if (url === null || book.get(feedSpace(url)) !== null) continue;
      if (book.all().length >= MOST_FEEDS) return fail('feed-limit', `more than ${MOST_FEEDS} feeds`);
      const now = clock.now();
      const name = (await this.plain(called, MAX_TITLE)) || hostOf(url);
      const kept = await book.follow({ v: 1, url, name, muted: false, since: now }, freshState(name, now), new Map());
      if (!kept.ok) return err(storeFailure(kept.error));
      followed += 1;
    }
    if (this.isRunning) void this.lookAgain();
    return ok({ followed, known: listed.length - followed });
  }

  private async refreshOnce(feed: SpaceId, again: EventId | null): Outcome {
    const { book, clock, random } = this.parts;
    const known = book.get(feed);
    if (known === null) return fail('channel-missing', 'not followed');
    const failures = known.state.failures + 1;
    const waiting = (state: FeedState) => ({ ...state, failures, nextAt: clock.now() + nextTry(failures, random) });
    const { readFeed } = this.parts;
    const fetching: FetchingParts = {
      ...this.parts,
      readFeed: async (text, url) => {
        // A text that is too much for the app is not read again as soon as the app is there again.
        await book.change(feed, (state) => ({ state: waiting(state) }));
        return readFeed(text, url);
      },
    };
    const fetched = await fetchFeed(fetching, known.followed.url, again === null ? known.state : NO_MARKS);
    if (!fetched.ok) {
      const failed = await book.change(feed, (state) => ({ state: { ...waiting(state), problem: fetched.error } }));
      return failed.ok ? fail(fetched.error, 'not fetched') : err(storeFailure(failed.error));
    }
    const read = fetched.value === null ? null : await this.read(feed, fetched.value, { before: known.state, again });
    const done = await book.change(feed, (state) => {
      // What was seen meanwhile stays seen.
      const now =
        read === null ? this.wellFetched(state) : { ...read.state, readAt: Math.max(read.state.readAt, state.readAt) };
      return { state: now, texts: read?.texts ?? new Map() };
    });
    return done.ok ? ok() : err(storeFailure(done.error));
  }

  private wellFetched(state: FeedState): FeedState {
    const { clock, random } = this.parts;
    const now = clock.now();
    // What was there when one began to follow it is not news.
    const readAt = state.fetchedAt === null ? now : state.readAt;
    return { ...state, readAt, fetchedAt: now, nextAt: now + nextTry(0, random), failures: 0, problem: null };
  }

  private async read(
    space: SpaceId,
    fetched: FetchedFeed,
    { before, again }: { readonly before: FeedState; readonly again: EventId | null },
  ): Promise<{ readonly state: FeedState; readonly texts: EntryTexts }> {
    const { articles, clock } = this.parts;
    const pause = () => new Promise<void>((resolve) => void clock.after(0, resolve));
    const known = before.entries;
    const unread = again === null ? known : known.filter(({ id }) => id !== again);
    const read = await readEntries(space, { entries: fetched.feed.entries, known: unread }, { articles, pause });
    const { etag, modified, feed } = fetched;
    const entries = mergeEntries(known, read.entries, clock.now());
    const face = { ...(await this.face(fetched)), site: feed.site, etag, modified };
    return { state: { ...this.wellFetched(before), ...face, entries }, texts: read.texts };
  }

  private async face({ url, feed }: FetchedFeed): Promise<{ readonly name: string; readonly description: string }> {
    const name = await this.plain(feed.name, MAX_TITLE);
    return { name: name === '' ? hostOf(url) : name, description: await this.plain(feed.description, MAX_SUMMARY) };
  }

  private async plain(text: string, most: number): Promise<string> {
    return cutText(await plainText(text, this.parts.articles), most);
  }

  private async find(text: string): Promise<Result<FetchedFeed, WorkspaceError>> {
    const address = webAddressOf(text);
    if (address === null) return fail('feed-address', 'no address of the web');
    if (this.found?.address === address) return ok(this.found.fetched);
    const found = await findFeed(this.parts, address);
    if (!found.ok) return fail<WebFeedProblem>(found.error, 'not found');
    this.found = { address, fetched: found.value };
    return ok(found.value);
  }

  /** Fetches one feed after another that is due, and comes back. */
  private async lookAgain(): Promise<void> {
    const { book, clock } = this.parts;
    this.stopTimer();
    const due = book.all().filter(({ state }) => isDue(state, clock.now()));
    for (const { feed } of due) if (this.isRunning) await this.refresh(feed);
    if (!this.isRunning) return;
    this.stopTimer();
    this.stopTimer = clock.after(LOOK_EVERY, () => void this.lookAgain());
  }
}

/** A clock that was set back makes nobody wait for ever. */
function isDue({ nextAt }: FeedState, now: number): boolean {
  return nextAt <= now || nextAt > now + 24 * 3_600_000;
}
