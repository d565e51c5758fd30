import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { PostBody, PostRecord } from '@domain/feed/post.ts';
import { textPost } from '@domain/feed/post.ts';
import { entryDocument } from '@domain/webfeed/ids.ts';
import type { FeedEntry, FeedState, FollowedFeed } from '@domain/webfeed/records.ts';
import type { ChannelPostView, ChannelView } from '../workspace/channelWorkspace.ts';
import type { FeedPerson } from '../workspace/feedViews.ts';

/** A feed that is followed, as the screens know it. */
export interface SeenFeed {
  readonly feed: SpaceId;
  readonly followed: FollowedFeed;
  readonly state: FeedState;
  readonly person: FeedPerson;
}

/** A feed with who it is shown as. */
export function seenFeed(feed: SpaceId, followed: FollowedFeed, state: FeedState): SeenFeed {
  const name = state.name === '' ? followed.name : state.name;
  // An account that is none: nobody signs what a feed says.
  const account = feed as string as AccountId;
  return { feed, followed, state, person: { account, name, picture: null, own: false } };
}

/** A feed as it stands among channels (WFD-6). */
export function feedView({ feed, followed, state, person }: SeenFeed): ChannelView {
  const [newest] = state.entries;
  const { url, muted } = followed;
  const { site, fetchedAt, problem, nextAt, readAt, entries } = state;
  return {
    id: feed,
    name: person.name,
    description: state.description,
    picture: null,
    ...{ welcome: '', menu: [], comments: 'off', pinned: [] },
    link: url,
    followed: true,
    ...{ role: null, muted },
    unread: entries.filter(({ found }) => found > readAt).length,
    newest: newest === undefined ? null : { at: newest.at, text: newest.title === '' ? newest.words : newest.title },
    ...{ readers: null, vouchedBy: [], fingerprint: '', trouble: null },
    // A feed is known by its address.
    lookAlike: { isMixed: false, other: null },
    feed: { url, site, fetchedAt, problem, nextAt },
  };
}

/** An entry in the form of a post, so that one window shows both. It is never kept so. */
export function entryRecord(feed: SpaceId, entry: FeedEntry): PostRecord {
  const { id, at } = entry;
  // Neither an account nor a device is behind it.
  const nobody = feed as string;
  return {
    ...{ id, space: feed, lane: 'channels', at },
    ...{ author: nobody as AccountId, device: nobody as DeviceId, seq: 0 },
    ...{ expires: null, body: entryBody(entry), story: null },
  };
}

function entryBody({ id, title, words, link, length }: FeedEntry): PostBody {
  if (title === '') {
    const text = words.trim() === '' ? '…' : words;
    return {
      ...textPost(text),
      link: link === null ? null : { url: link, title: '', description: '', thumbnail: null },
    };
  }
  const article = { title, summary: words, cover: null, document: entryDocument(id), size: 0, words: length };
  return { ...textPost(''), article: { ...article, series: '', blobs: [] } };
}

/** A post of a feed as it is shown: nothing is said about it, and nobody is told that it was read. */
export function entryView({ person, state }: SeenFeed, post: PostRecord): ChannelPostView {
  const { id, space, at, body } = post;
  const found = state.entries.find((entry) => entry.id === id)?.found ?? 0;
  return {
    ...{ id, space, channel: space, person, at, body },
    ...{ editedAt: null, expires: null, story: null, article: body?.article ?? null },
    ...{ likes: [], reactions: [], ownMark: null, remarks: [], sent: [], comments: 'off' },
    ...{ saved: false, seen: found <= state.readAt, isPinned: false },
  };
}
