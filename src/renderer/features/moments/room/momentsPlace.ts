import { type AccountId, type EventId, accountId, eventId } from '@shared/ids.ts';

/** What the room shows: what follows `#/moments/`. */
export type MomentsPlace =
  /** `sharing` is a post of a channel that is passed on. */
  | { readonly page: 'feed'; readonly composing: 'post' | 'story' | null; readonly sharing: EventId | null }
  /** Null is oneself. */
  | { readonly page: 'album'; readonly account: AccountId | null }
  | { readonly page: 'post'; readonly post: EventId }
  | { readonly page: 'news' | 'away' | 'saved' | 'choices' | 'missing' };

const FEED: MomentsPlace = { page: 'feed', composing: null, sharing: null };
const MISSING: MomentsPlace = { page: 'missing' };

const places: Readonly<Partial<Record<string, (id: string) => MomentsPlace>>> = {
  '': () => FEED,
  all: () => FEED,
  new: (id) => ({ page: 'feed', composing: id === 'story' ? 'story' : 'post', sharing: null }),
  share: (id) => {
    const post = eventId(id);
    return post.ok ? { page: 'feed', composing: 'post', sharing: post.value } : MISSING;
  },
  mine: () => ({ page: 'album', account: null }),
  news: () => ({ page: 'news' }),
  away: () => ({ page: 'away' }),
  saved: () => ({ page: 'saved' }),
  choices: () => ({ page: 'choices' }),
  person: (id) => {
    const account = accountId(id);
    return account.ok ? { page: 'album', account: account.value } : MISSING;
  },
  post: (id) => {
    const post = eventId(id);
    return post.ok ? { page: 'post', post: post.value } : MISSING;
  },
};

/** Reads the tail of an address. What leads nowhere is said to be missing. */
export function momentsPlaceOf(rest: string): MomentsPlace {
  const [page = '', id = ''] = rest.split('/');
  return (Object.hasOwn(places, page) ? places[page] : undefined)?.(id) ?? MISSING;
}
