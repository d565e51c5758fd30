import { type EventId, type SpaceId, eventId, spaceId } from '@shared/ids.ts';

/** Pages of a channel beside its posts. */
const pages = ['drafts', 'settings', 'letters', 'talk'] as const;

/** What the address names: `#/channels/<this>`. */
export type ChannelPlace =
  | { readonly kind: 'all' }
  | { readonly kind: 'channel' | (typeof pages)[number]; readonly channel: SpaceId }
  /** `link`: by which the channel can be followed, where somebody passed the post on. */
  | { readonly kind: 'post'; readonly channel: SpaceId; readonly post: EventId; readonly link: string | null }
  | { readonly kind: 'write'; readonly channel: SpaceId; readonly draft: string };

const ALL: ChannelPlace = { kind: 'all' };
const PAYLOAD = /^[\w-]{60,2048}$/u;
const DRAFT = /^[\w-]{1,64}$/u;

/** Reads what follows `#/channels/`. Anything unknown leads to the posts of all channels. */
export function channelPlaceOf(rest: string | null): ChannelPlace {
  const [id = '', page = '', of = '', link = ''] = (rest ?? '').split('/');
  const read = spaceId(id);
  if (!read.ok) return ALL;
  const channel = read.value;
  return thingIn(channel, [page, of, link]) ?? { kind: pages.find((name) => name === page) ?? 'channel', channel };
}

/** A post or draft that is named; null for none. */
function thingIn(channel: SpaceId, [page, of, payload]: readonly [string, string, string]): ChannelPlace | null {
  if (page === 'write' && DRAFT.test(of)) return { kind: 'write', channel, draft: of };
  const post = page === 'post' ? eventId(of) : null;
  const link = PAYLOAD.test(payload) ? `banyan://channel#${payload}` : null;
  return post?.ok === true ? { kind: 'post', channel, post: post.value, link } : null;
}

/** The channel an address is of; null for all. */
export function channelOf(rest: string | null): SpaceId | null {
  const place = channelPlaceOf(rest);
  return place.kind === 'all' ? null : place.channel;
}

/** The address of a page, for a link. */
export function channelHref(channel: SpaceId, page = ''): string {
  return page === '' ? `#/channels/${channel}` : `#/channels/${channel}/${page}`;
}

/** The address of a post, for a link. */
export function postHref({ channel, id }: { readonly channel: SpaceId; readonly id: EventId }): string {
  return channelHref(channel, `post/${id}`);
}
