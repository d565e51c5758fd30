import type { AccountId, EventId } from '@shared/ids.ts';
import type { PostKey, PostRecord } from '@domain/feed/post.ts';
import { LOOKED_AT, MomentKeep, readAway } from '@domain/moments/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { asyncQuery, calmQuery, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { AwayDigest, MomentNews } from '../workspace/momentsWorkspace.ts';
import { type SightParts, watchSight } from './momentSight.ts';
import { type MomentSight, isListed, momentView } from './momentViews.ts';

const DAY = 24 * 3_600_000;
/** For how long after one is back it is told by itself, ms. */
const TOLD_FOR = 3 * DAY;
/** What is told of who asks and was not away, ms. */
const WEEK = 7 * DAY;
/** Most posts that are counted, and those read at a time. */
const MOST_POSTS = 1000;
const PAGE = 200;
/** The posts are counted anew at most so often, ms: while a month comes in, that is often enough. */
const REST = 2000;

/** What a digest is made with. */
export interface DigestParts extends SightParts {
  readonly clock: Pick<Clock, 'now' | 'after'>;
}

type Period = Pick<AwayDigest, 'since' | 'until'>;
type Posted = Pick<AwayDigest, 'posts' | 'people'>;

/** See `MomentsWorkspace.awayDigest` (VIS-15). */
export function watchDigest(
  parts: DigestParts,
  asked: boolean,
  news: LiveQuery<readonly MomentNews[]>,
): LiveQuery<AwayDigest | null> {
  return switchQuery(watchPeriod(parts, asked), (period) =>
    period === null
      ? NOTHING
      : combineQueries(watchPosted(parts, period), watchSaid(parts, period, news), (posted, said) => ({
          ...period,
          mostPosts: MOST_POSTS,
          ...posted,
          ...said,
        })),
  );
}

const NOTHING: LiveQuery<null> = {
  subscribe: (listener) => {
    listener({ status: 'ready', value: null });
    return () => undefined;
  },
};

function watchPeriod({ store, clock }: DigestParts, asked: boolean): LiveQuery<Period | null> {
  return mapQuery(store.feed.keeps.watchAll(MomentKeep.away), (rows) => {
    const now = clock.now();
    const row = rows.find(({ id }) => id === LOOKED_AT.posts);
    const away = row === undefined ? null : readAway(row.bytes);
    if (away !== null && now - away.until < TOLD_FOR) return { since: away.since, until: away.until };
    return asked ? { since: now - WEEK, until: now } : null;
  });
}

function watchPosted(parts: DigestParts, period: Period): LiveQuery<Posted> {
  const { feed } = parts.store;
  const lane = feed.watchPage({ lane: 'moments', ...rangeOf(period), limit: 1 });
  const around = combineQueries(lane, watchSight(parts), (_, sight) => sight);
  return switchQuery(calmQuery(around, parts.clock, REST), (sight) =>
    asyncQuery(() => countPosts(feed, { sight, period, now: parts.clock.now() })),
  );
}

/** Neither end belongs to it: the one was looked at, and no post has the id of the other. */
function rangeOf({ since, until }: Period): { readonly after: PostKey; readonly before: PostKey } {
  // Only compared, never looked up: above every post of that very time.
  const id = '~' as EventId;
  return { after: { at: since, id }, before: { at: until, id } };
}

interface Counting {
  readonly sight: MomentSight;
  readonly period: Period;
  readonly now: number;
}

async function countPosts(feed: FeedStore, counting: Counting): Promise<Posted> {
  const counts = new Map<AccountId, number>();
  let { before }: { before: PostKey | null } = rangeOf(counting.period);
  for (let read = 0; read < MOST_POSTS && before !== null; read += PAGE) {
    const page = await feed.page({ lane: 'moments', ...rangeOf(counting.period), before, limit: PAGE });
    const rows = page.ok ? page.value : [];
    for (const { author } of await countedOf(feed, counting, rows)) counts.set(author, (counts.get(author) ?? 0) + 1);
    const last = rows.length < PAGE ? undefined : rows.at(-1);
    before = last === undefined ? null : { at: last.at, id: last.id };
  }
  const people = [...counts]
    .flatMap(([account, posts]) => {
      const person = counting.sight.people.get(account);
      return person === undefined ? [] : [{ person, posts }];
    })
    .toSorted((one, other) => other.posts - one.posts || one.person.name.localeCompare(other.person.name));
  return { posts: people.reduce((sum, { posts }) => sum + posts, 0), people };
}

/** Those of them that are shown. */
async function countedOf(
  feed: FeedStore,
  { sight, now }: Counting,
  rows: readonly PostRecord[],
): Promise<readonly PostRecord[]> {
  const said = await feed.notes(rows.map(({ id }) => id));
  const notesOf = ({ id }: PostRecord) => (said.ok ? (said.value.get(id) ?? []) : []);
  return rows.filter((row) => isCounted(sight, row) && momentView(sight, row, { notes: notesOf(row), now }) !== null);
}

/** Stories are told of by their ring. */
function isCounted(sight: MomentSight, post: PostRecord): boolean {
  return post.story === null && post.author !== sight.self && isListed(sight, post);
}

function watchSaid(
  { store, self }: DigestParts,
  { since, until }: Period,
  news: LiveQuery<readonly MomentNews[]>,
): LiveQuery<Pick<AwayDigest, 'likes' | 'remarks' | 'unanswered'>> {
  return switchQuery(news, (all) => {
    const heard = all.filter(({ at }) => at > since && at <= until);
    const remarks = heard.filter(({ text }) => text !== null);
    const below = [...new Set(remarks.map(({ post }) => post))];
    return mapQuery(store.feed.watchNotes(below), (said) => {
      const answered = new Set(
        below.flatMap((post) => {
          const notes = said.get(post) ?? [];
          return notes.flatMap(({ author, said: what }) =>
            author === self.account && what.act === 'remark' ? (what.to ?? []) : [],
          );
        }),
      );
      return {
        likes: heard.length - remarks.length,
        remarks: remarks.length,
        // News that came late stand above the others.
        unanswered: remarks.filter(({ id }) => !answered.has(id)).toSorted((one, other) => other.at - one.at),
      };
    });
  });
}
