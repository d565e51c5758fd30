import type { EventId, SpaceId } from '@shared/ids.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { channelLink, channelOf } from '@domain/channel/link.ts';
import {
  ChannelKeep,
  autoRecordSchema,
  letterRecordSchema,
  readRecord,
  sentRecordSchema,
  vouchesRecordSchema,
} from '@domain/channel/records.ts';
import { foldPost } from '@domain/feed/fold.ts';
import { LATE_KEEP, LATE_MOMENTS, readLate } from '@domain/feed/late.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { type LookAlike, lookAlikeOf } from '@domain/profile/lookAlike.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import { watchFeedPeople } from '../feed/feedPeople.ts';
import { SlidingPostWindow, type ViewPost } from '../feed/postWindow.ts';
import type {
  ChannelActs,
  ChannelLetter,
  ChannelPostView,
  ChannelView,
  ChannelsWorkspace,
  OwnLetters,
} from '../workspace/channelWorkspace.ts';
import {
  allQueries,
  asyncQuery,
  combineQueries,
  mapQuery,
  snapshotQuery,
  switchQuery,
} from '../workspace/liveQueries.ts';
import type { Acts } from '../workspace/acts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { watchArticle, watchPaidState } from './articleReads.ts';
import { type SeenChannel, watchChannelSight, watchChannels } from './channelSight.ts';
import { type Vouched, byNewest, channelPostView, channelView, editorsOf, postLine } from './channelViews.ts';
import { draftsOf } from './drafts.ts';
import { channelAuthor } from './knownChannel.ts';
import { watchOwnDues, watchSellers, watchTerms } from './paid/paidReads.ts';

/** More than this are not counted as unread. */
const MOST_UNREAD = 100;
/** Newest posts that are looked at for a channel's line: some of them may be deleted. */
const LOOKED_AT = 3;

/** What the reads of channels work with. */
export interface ChannelReadParts {
  readonly store: Pick<DocumentStore, 'feed' | 'blobs'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly acts: Pick<Acts, 'downloadFile' | 'openPaidPost'>;
  readonly reads: Pick<Workspace, 'ownProfile' | 'contacts'>;
  readonly readers: Snapshot<ReadonlyMap<SpaceId, number>>;
}

/** What of channels is read from the store. */
export type ChannelReads = Omit<ChannelsWorkspace, keyof ChannelActs>;

/** Everything a screen sees of channels, in one tab. */
export function createChannelReads(parts: ChannelReadParts): ChannelReads {
  const { feed } = parts.store;
  const views = () => watchViews(parts);
  return {
    channels: views,
    channel: (id) => mapQuery(views(), (all) => all.find((one) => one.id === id) ?? null),
    openChannelPosts: (channel) =>
      new SlidingPostWindow<ChannelPostView>({
        feed,
        shelf: channel === null ? { lane: 'channels' } : { space: channel },
        views: watchPostViews(parts, channel === null),
      }),
    channelPost: (post) =>
      combineQueries(
        combineQueries(feed.watchPost(post), feed.watchNotes([post]), (row, said) => ({ row, said })),
        watchPostViews(parts, false),
        ({ row, said }, view) => (row === null ? null : view(row, said.get(row.id) ?? [])),
      ),
    article: (post) => watchArticle(parts, post),
    ...paidReads(parts),
    drafts: (channel) =>
      mapQuery(watchDrafts(parts), (drafts) =>
        drafts.filter((draft) => draft.channel === channel).toSorted((one, other) => other.changedAt - one.changedAt),
      ),
    draft: (id) => mapQuery(watchDrafts(parts), (drafts) => drafts.find((draft) => draft.id === id) ?? null),
    editors: (channel) =>
      mapQuery(watchChannels(feed), (all) => {
        const seen = all.get(channel);
        return seen === undefined ? [] : editorsOf(seen);
      }),
    letters: (channel) => watchLetters(parts, channel),
    ownLetters: (channel) => watchOwnLetters(parts, channel),
    autoReplies: (channel) =>
      mapQuery(feed.keeps.watchAll(ChannelKeep.auto), (rows) => {
        const row = rows.find(({ id }) => id === channel);
        const auto = row === undefined ? null : readRecord(autoRecordSchema, row);
        return { rules: auto?.rules ?? [], endpoint: auto?.endpoint ?? null };
      }),
    unreadChannels: () =>
      mapQuery(views(), (all) =>
        all.reduce((sum, { followed, muted, unread }) => (followed && !muted ? sum + unread : sum), 0),
      ),
    channelsFromPeople: () =>
      mapQuery(watchVouched(parts), (vouched) =>
        vouched
          .map(({ space, ...rest }) => ({ id: space, ...rest }))
          .toSorted((one, other) => other.people.length - one.people.length),
      ),
  };
}

function paidReads(parts: ChannelReadParts): Pick<ChannelReads, 'paidState' | 'terms' | 'sellers' | 'ownDues'> {
  const { feed } = parts.store;
  return {
    paidState: (post) => watchPaidState(parts, post),
    terms: (channel) => watchTerms(feed, channel),
    sellers: (channel) => watchSellers(feed, channel),
    ownDues: (channel) => watchOwnDues(feed, channel),
  };
}

/** How posts are shown. `isAll`: over all channels, where those that are muted or not followed are left out. */
export function watchPostViews(parts: ChannelReadParts, isAll: boolean): LiveQuery<ViewPost<ChannelPostView>> {
  return mapQuery(watchChannelSight(parts.store.feed), (sight) => (post, notes) => {
    const record = sight.channels.get(post.space)?.record;
    if (isAll && (record?.muted === true || (record?.followed === false && record.pen === null))) return null;
    return channelPostView(sight, post, notes);
  });
}

function watchViews(parts: ChannelReadParts): LiveQuery<readonly ChannelView[]> {
  const { feed } = parts.store;
  const rows = switchQuery(watchChannels(feed), (seen) =>
    allQueries([...seen.values()].map((channel) => watchRow(parts, channel))),
  );
  const told = combineQueries(watchVouched(parts), snapshotQuery(parts.readers), (vouched, readers) => ({
    vouched: new Map(vouched.map(({ space, people }) => [space, people])),
    readers,
  }));
  const around = combineQueries(told, watchLate(feed), (one, late) => ({ ...one, late }));
  return combineQueries(rows, around, (all, { vouched, readers, late }) =>
    all
      .map((row) => ({ ...row, unread: unreadOf(row, late) }))
      .map(({ seen, unread, newest }) =>
        channelView(seen, {
          unread,
          newest,
          readers: readers.get(seen.space) ?? null,
          vouchedBy: vouched.get(seen.space) ?? [],
          lookAlike: lookAlikeAmong(
            all.map((one) => one.seen),
            seen,
          ),
        }),
      )
      .filter(({ followed, role }) => followed || role !== null)
      .toSorted(byNewest),
  );
}

/** Of channels with names that look alike the one that was here first is nothing to be warned of. */
function lookAlikeAmong(all: readonly SeenChannel[], { space, face, record }: SeenChannel): LookAlike {
  const before = all.filter((one) => one.record.since < record.since && (one.record.followed || one.role !== null));
  return lookAlikeOf(
    { id: space, name: cleanLine(face.name) },
    before.map((one) => ({ id: one.space, name: cleanLine(one.face.name) })),
  );
}

interface ChannelRow {
  readonly seen: SeenChannel;
  readonly newest: ChannelView['newest'];
  readonly fresh: readonly PostRecord[];
  readonly isUnread: (post: PostRecord) => boolean;
}

/** A channel with what its newest posts say. */
function watchRow({ store }: ChannelReadParts, seen: SeenChannel): LiveQuery<ChannelRow> {
  const { feed } = store;
  const { space, record } = seen;
  const own = record.pen === null ? null : deviceOfKey(record.pen);
  // What writers post is none of the channel's: it takes no place among the newest.
  const shelf = { author: channelAuthor(space) };
  // Above every post of that very time.
  const after = { at: record.readAt, id: '~' as EventId };
  const fresh = feed.watchPage({ ...shelf, before: null, after, limit: MOST_UNREAD });
  const newest = switchQuery(feed.watchPage({ ...shelf, before: null, limit: LOOKED_AT }), (posts) =>
    mapQuery(feed.watchNotes(posts.map(({ id }) => id)), (said) => {
      for (const post of posts) {
        const { body } = foldPost(post, said.get(post.id) ?? []);
        if (body !== null) return { at: post.at, text: postLine(body) };
      }
      return null;
    }),
  );
  const isUnread = (post: PostRecord) => post.author === shelf.author && post.device !== own;
  return combineQueries(fresh, newest, (posts, line) => ({ seen, newest: line, fresh: posts, isUnread }));
}

/** Posts that came after one had read their channel, and stand before that (FED-15). */
function watchLate(feed: FeedStore): LiveQuery<readonly PostRecord[]> {
  const ids = mapQuery(feed.keeps.watchAll(LATE_KEEP), (rows) =>
    rows.flatMap(({ id, bytes }) => (id === LATE_MOMENTS ? [] : readLate(bytes))),
  );
  return mapQuery(
    switchQuery(ids, (late) => asyncQuery(() => feed.posts(late))),
    (found) => (found.ok ? found.value : []),
  );
}

/** How many are new, by their author's clock or by when they came. */
function unreadOf({ seen, fresh, isUnread }: ChannelRow, late: readonly PostRecord[]): number {
  const known = new Set(fresh.map(({ id }) => id));
  const more = late.filter(({ id, space }) => space === seen.space && !known.has(id));
  return Math.min(MOST_UNREAD, [...fresh, ...more].filter(isUnread).length);
}

/** What contacts vouch for. */
function watchVouched({ store, reads }: ChannelReadParts): LiveQuery<readonly Vouched[]> {
  return combineQueries(store.feed.keeps.watchAll(ChannelKeep.vouches), watchFeedPeople(reads), (rows, people) => {
    const vouched = new Map<SpaceId, Vouched>();
    for (const row of rows) {
      const person = [...people.values()].find(({ account }) => account === row.id);
      const said = person === undefined || person.own ? null : readRecord(vouchesRecordSchema, row);
      if (said === null || person === undefined) continue;
      for (const channel of said.channels) {
        const space = channelOf(channel);
        const known = vouched.get(space);
        const name = cleanLine(channel.name);
        const made = { space, name, link: channelLink({ ...channel, name }), people: [] };
        vouched.set(space, { ...(known ?? made), people: [...(known?.people ?? []), person] });
      }
    }
    return [...vouched.values()];
  });
}

function watchDrafts({ store }: ChannelReadParts) {
  const { keeps } = store.feed;
  return combineQueries(keeps.watchAll(ChannelKeep.draft), keeps.watchAll(ChannelKeep.draftPart), draftsOf);
}

function watchLetters({ store }: ChannelReadParts, channel: SpaceId): LiveQuery<readonly ChannelLetter[]> {
  return mapQuery(store.feed.keeps.watchAll(ChannelKeep.letter), (rows) =>
    rows
      .flatMap((row): readonly ChannelLetter[] => {
        const letter = readRecord(letterRecordSchema, row);
        // A claim is for the wallet of whom was paid; nobody has to read it.
        if (letter?.channel !== channel || letter.kind === 'claim') return [];
        const { kind, post, text, at, state, assigned } = letter;
        const answers = letter.answers.map(({ text: said, at: then, own }) => ({ text: said, at: then, own }));
        return [{ id: row.id, channel, kind, post, name: cleanLine(letter.name), text, at, state, assigned, answers }];
      })
      .toSorted((one, other) => other.at - one.at),
  );
}

function watchOwnLetters({ store }: ChannelReadParts, channel: SpaceId): LiveQuery<OwnLetters> {
  return mapQuery(store.feed.keeps.watchAll(ChannelKeep.sent), (rows) => {
    const sent = rows
      .flatMap((row) => readRecord(sentRecordSchema, row) ?? [])
      .filter((letter) => letter.channel === channel && letter.kind === 'message');
    const lines = sent.flatMap(({ text, at, state, answers }): OwnLetters['lines'] => [
      { text, at, own: true, state: state === 'waiting' || state === 'expired' ? state : 'received' },
      ...answers
        .filter((answer) => answer.text !== '')
        .map((answer) => ({ text: answer.text, at: answer.at, own: false, state: 'received' as const })),
    ]);
    const newest = sent.toSorted((one, other) => other.at - one.at)[0];
    return { name: newest?.name ?? '', lines: lines.toSorted((one, other) => one.at - other.at) };
  });
}
