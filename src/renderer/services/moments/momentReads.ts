import { cleanWords } from '@shared/cleanLine.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { foldPost } from '@domain/feed/fold.ts';
import { LATE_NEWS } from '@domain/feed/late.ts';
import type { NotesByPost } from '@domain/feed/note.ts';
import type { PostBody, PostRecord } from '@domain/feed/post.ts';
import { LOOKED_AT, MomentKeep, keptPost, keptSpace, readKeptCircle, readKeptPass } from '@domain/moments/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore, PostShelf } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type ViewPost, SlidingPostWindow } from '../feed/postWindow.ts';
import { allQueries, asyncQuery, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type {
  MomentActs,
  MomentNews,
  MomentShelf,
  MomentView,
  MomentsWorkspace,
  StoryShelf,
} from '../workspace/momentsWorkspace.ts';
import { watchDigest } from './awayDigest.ts';
import { type SightParts, watchChoices, watchLate, watchLooked, watchSight } from './momentSight.ts';
import { type MomentSight, heardNotes, isListed, momentView } from './momentViews.ts';
import { savedWindow } from './savedWindow.ts';

/** Most own posts, and most posts of others, that are looked through for news. */
const LOOKED_THROUGH = 60;
/** Most stories that are shown. */
const MOST_STORIES = 300;
/** Most rows of news. */
const MOST_NEWS = 200;
/** Covers that were set before may be here still. */
const MOST_COVERS = 8;
/** More than this are not counted. */
const MOST_FRESH = 100;

/** What the reads of moments work with. */
export interface MomentReadParts extends SightParts {
  readonly clock: Pick<Clock, 'now' | 'after'>;
}

/** What of moments is read from the store. */
export type MomentReads = Omit<MomentsWorkspace, keyof MomentActs | 'momentUploads'>;

/** Everything a screen sees of moments, in one tab. */
export function createMomentReads(parts: MomentReadParts): MomentReads {
  const { clock, store } = parts;
  const { feed } = store;
  const sight = () => watchSight(parts);
  return {
    openMoments: (shelf) =>
      shelf.of === 'saved'
        ? savedWindow({ feed, clock, sight: sight() })
        : new SlidingPostWindow({ feed, shelf: shelfOf(shelf), views: watchViews(parts, shelf) }),
    moment: (post) =>
      combineQueries(
        combineQueries(feed.watchPost(post), feed.watchNotes([post]), pair),
        sight(),
        ([row, said], seen) =>
          row === null ? null : momentView(seen, row, { notes: said.get(row.id) ?? [], now: clock.now() }),
      ),
    stories: () =>
      withNotes(parts, watchStoryRows(parts), (seen, posts, said) =>
        storyShelves(seen, posts, { said, now: clock.now() }),
      ),
    viewers: (post) =>
      combineQueries(
        combineQueries(feed.watchPost(post), feed.watchNotes([post]), pair),
        sight(),
        ([row, said], seen) => (row === null || row.author !== parts.self.account ? [] : viewersOf(seen, row, said)),
      ),
    freshMoments: () => watchFresh(parts),
    momentNews: () => watchNews(parts),
    awayDigest: (asked) => watchDigest(parts, asked, watchNews(parts)),
    cover: (account) => watchCover(parts, account),
    momentChoices: () => watchChoices(store),
  };
}

function pair<A, B>(one: A, other: B): readonly [A, B] {
  return [one, other];
}

function shelfOf(shelf: Exclude<MomentShelf, { of: 'saved' }>): PostShelf {
  return shelf.of === 'everyone' ? { lane: 'moments' } : { author: shelf.account };
}

/** Stories stand in a shelf of their own. In an album, who is muted is seen: one went there to see them. */
function watchViews(parts: MomentReadParts, shelf: MomentShelf): LiveQuery<ViewPost<MomentView>> {
  return mapQuery(watchSight(parts), (sight) => (post, notes) => {
    if (post.lane !== 'moments' || post.story !== null) return null;
    if (shelf.of === 'everyone' && !isListed(sight, post)) return null;
    return momentView(sight, post, { notes, now: parts.clock.now() });
  });
}

/** Something made of posts and what was said about them. */
function withNotes<T>(
  parts: MomentReadParts,
  rows: LiveQuery<readonly PostRecord[]>,
  read: (sight: MomentSight, posts: readonly PostRecord[], said: NotesByPost) => T,
): LiveQuery<T> {
  const { feed } = parts.store;
  const posts = switchQuery(rows, (found) =>
    mapQuery(feed.watchNotes(found.map(({ id }) => id)), (said) => ({ found, said })),
  );
  return combineQueries(posts, watchSight(parts), ({ found, said }, sight) => read(sight, found, said));
}

/** Newest first. Looked up by when they end: among all posts they would be a few of thousands. */
function watchStoryRows({ store: { feed }, clock }: MomentReadParts): LiveQuery<readonly PostRecord[]> {
  return switchQuery(watchLane(feed), () =>
    mapQuery(
      asyncQuery(() => feed.stories(clock.now(), MOST_STORIES)),
      (found) => (found.ok ? found.value : []).toSorted((one, other) => other.at - one.at),
    ),
  );
}

function watchNews(parts: MomentReadParts): LiveQuery<readonly MomentNews[]> {
  const { feed } = parts.store;
  const looks = combineQueries(watchLooked(feed, LOOKED_AT.news), watchLate(feed, LATE_NEWS), (looked, late) => ({
    looked,
    late,
  }));
  return combineQueries(looks, withNotes(parts, watchNewsRows(parts), newsOf), ({ looked, late }, news) => {
    // What came late would stand below what was seen already.
    const [came, rest] = [news.filter(({ id }) => late.has(id)), news.filter(({ id }) => !late.has(id))];
    return [
      ...came.map((one) => ({ ...one, seen: false })),
      ...rest.map((one) => ({ ...one, seen: one.at <= looked })),
    ].slice(0, MOST_NEWS);
  });
}

/** Own posts, and those below which one said something. */
function watchNewsRows({ store, self }: MomentReadParts): LiveQuery<readonly PostRecord[]> {
  const { feed } = store;
  const own = feed.watchPage({ author: self.account, before: null, limit: LOOKED_THROUGH });
  const others = switchQuery(feed.keeps.watchAll(MomentKeep.said), (rows) => {
    const newest = rows.toSorted((one, other) => other.at - one.at).slice(0, LOOKED_THROUGH);
    return asyncQuery(() => feed.posts(newest.flatMap(({ id }) => keptPost(id) ?? [])));
  });
  return combineQueries(own, others, (mine, theirs) => [...mine, ...(theirs.ok ? theirs.value : [])]);
}

/** Tells of every change of the lane, and reads next to nothing. */
function watchLane(feed: FeedStore): LiveQuery<unknown> {
  return feed.watchPage({ lane: 'moments', before: null, limit: 1 });
}

function storyShelves(
  sight: MomentSight,
  posts: readonly PostRecord[],
  { said, now }: { readonly said: NotesByPost; readonly now: number },
): readonly StoryShelf[] {
  const shelves = new Map<AccountId, MomentView[]>();
  for (const post of posts.toReversed()) {
    if (post.story === null || !isListed(sight, post)) continue;
    const view = momentView(sight, post, { notes: said.get(post.id) ?? [], now });
    if (view !== null) shelves.set(post.author, [...(shelves.get(post.author) ?? []), view]);
  }
  return [...shelves.values()]
    .flatMap((stories): StoryShelf[] => {
      const [first] = stories;
      if (first === undefined) return [];
      return [{ person: first.person, stories, isNew: stories.some(({ seen, person }) => !seen && !person.own) }];
    })
    .toSorted((one, other) => rank(one) - rank(other) || newestOf(other) - newestOf(one));
}

function rank({ person, isNew }: StoryShelf): number {
  if (person.own) return 0;
  return isNew ? 1 : 2;
}

function newestOf({ stories }: StoryShelf): number {
  return stories.at(-1)?.at ?? 0;
}

function viewersOf(sight: MomentSight, post: PostRecord, said: NotesByPost) {
  const { seenBy } = foldPost(post, said.get(post.id) ?? []);
  return seenBy
    .flatMap(({ author, at }) => {
      const person = sight.people.get(author);
      return person === undefined ? [] : [{ person, at }];
    })
    .toSorted((one, other) => other.at - one.at);
}

function newsOf(
  sight: MomentSight,
  posts: readonly PostRecord[],
  said: NotesByPost,
): readonly Omit<MomentNews, 'seen'>[] {
  return posts
    .flatMap((post) => {
      const folded = foldPost(post, heardNotes(sight, said.get(post.id) ?? []));
      if (folded.isDeleted) return [];
      const own = new Set(folded.remarks.filter(({ author }) => author === sight.self).map(({ id }) => id));
      const isOwn = post.author === sight.self;
      const remarks = folded.remarks.filter(({ to }) => isOwn || (to !== null && own.has(to)));
      const likes = isOwn ? folded.likes : [];
      return [
        ...remarks.map(({ id, author, at, text }) => ({ id, author, at, text: cleanWords(text) })),
        ...likes.map(({ author, at }) => ({ id: likeId(said.get(post.id) ?? [], author, at), author, at, text: null })),
      ].flatMap(({ author, ...rest }) => {
        const person = sight.people.get(author);
        return person === undefined || person.own ? [] : [{ ...rest, post: post.id, space: post.space, person }];
      });
    })
    .toSorted((one, other) => other.at - one.at);
}

/** The event by which somebody likes a post now. */
function likeId(
  notes: NotesByPost extends ReadonlyMap<EventId, infer Notes> ? Notes : never,
  by: AccountId,
  at: number,
) {
  const found = notes.find((note) => note.said.act === 'like' && note.author === by && note.at === at);
  // A liking that was folded is of one of the notes.
  if (found === undefined) throw new Error('a liking of no note');
  return found.id;
}

/** What came since one looked: newer by its author's clock, or named as late. */
function watchFresh(parts: MomentReadParts): LiveQuery<number> {
  const { store, clock } = parts;
  const { feed } = store;
  const newer = switchQuery(watchLooked(feed, LOOKED_AT.posts), (at) =>
    feed.watchPage({
      lane: 'moments',
      before: null,
      // Above every post of that very time.
      after: { at, id: '~' as EventId },
      limit: MOST_FRESH,
    }),
  );
  const late = switchQuery(watchLate(feed), (ids) => asyncQuery(() => feed.posts([...ids])));
  const fresh = combineQueries(newer, late, (posts, found) => [
    ...new Map([...posts, ...(found.ok ? found.value : [])].map((post) => [post.id, post])).values(),
  ]);
  return combineQueries(fresh, watchSight(parts), (posts, sight) => {
    const isFresh = (post: PostRecord) =>
      post.author !== sight.self &&
      isListed(sight, post) &&
      momentView(sight, post, { notes: [], now: clock.now() }) !== null;
    return Math.min(MOST_FRESH, posts.filter(isFresh).length);
  });
}

/** The newest picture in the circle of covers (see `circleKinds`). */
function watchCover({ store, self }: MomentReadParts, account: AccountId): LiveQuery<MomentView['body']> {
  const { keeps } = store.feed;
  const circles = combineQueries(keeps.watchAll(MomentKeep.circle), keeps.watchAll(MomentKeep.pass), (own, held) =>
    account === self.account
      ? own.filter(({ bytes }) => readKeptCircle(bytes)?.kind === 'cover')
      : held.filter(({ bytes }) => {
          const kept = readKeptPass(bytes);
          return kept?.owner === account && kept.kind === 'cover';
        }),
  );
  // Two devices of one person may have made one each: the newest picture of all of them stands.
  return switchQuery(circles, (rows) => {
    const spaces = rows.flatMap(({ id }) => keptSpace(id) ?? []);
    return mapQuery(
      allQueries(spaces.map((space) => watchNewestPicture(store.feed, { space, account }))),
      (found) => found.flatMap((cover) => cover ?? []).toSorted((one, other) => other.at - one.at)[0]?.body ?? null,
    );
  });
}

function watchNewestPicture(
  feed: FeedStore,
  { space, account }: { readonly space: PostRecord['space']; readonly account: AccountId },
): LiveQuery<{ readonly at: number; readonly body: PostBody } | null> {
  return switchQuery(feed.watchPage({ space, before: null, limit: MOST_COVERS }), (posts) =>
    mapQuery(feed.watchNotes(posts.map(({ id }) => id)), (said) => {
      const shown = posts
        .filter(({ author }) => author === account)
        .flatMap((post) => {
          const { body } = foldPost(post, said.get(post.id) ?? []);
          return body === null ? [] : [{ at: post.at, body }];
        });
      return shown.find(({ body }) => body.files.length === 1) ?? null;
    }),
  );
}
