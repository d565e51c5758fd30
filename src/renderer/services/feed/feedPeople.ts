import type { AccountId } from '@shared/ids.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries } from '../workspace/liveQueries.ts';
import type { FeedPerson } from '../workspace/feedViews.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Oneself and the contacts one hears of, by account. Whoever asked and waits, or is blocked, is not among them. */
export function watchFeedPeople(
  reads: Pick<Workspace, 'ownProfile' | 'contacts'>,
): LiveQuery<ReadonlyMap<AccountId, FeedPerson>> {
  return combineQueries(reads.ownProfile(), reads.contacts(), (own, contacts) => {
    const { account, profile } = own;
    const people: FeedPerson[] = contacts
      .filter(({ state, blocked }) => state === 'accepted' && !blocked)
      .map((contact) => ({
        account: contact.account,
        name: contact.name,
        picture: pictureOf(contact.avatar),
        own: false,
      }));
    people.push({ account, name: profile.name, picture: pictureOf(profile.avatar), own: true });
    return new Map(people.map((person) => [person.account, person]));
  });
}

/** A row is read anew with each change of any contact; its picture need not be. */
const drawn = new WeakMap<Uint8Array, string>();

function pictureOf(avatar: Avatar): string | null {
  if (avatar.kind !== 'picture') return null;
  const known = drawn.get(avatar.bytes);
  if (known !== undefined) return known;
  let text = '';
  for (const byte of avatar.bytes) text += String.fromCharCode(byte);
  const url = `data:${avatar.type};base64,${btoa(text)}`;
  drawn.set(avatar.bytes, url);
  return url;
}
