import type { AccountId } from '@shared/ids.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries } from '../workspace/liveQueries.ts';
import type { WalletPerson } from '../workspace/walletWorkspace.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Oneself and one's contacts, as the wallet shows them. */
export function watchWalletPeople(
  reads: Pick<Workspace, 'ownProfile' | 'contacts'>,
  self: AccountId,
): LiveQuery<ReadonlyMap<AccountId, WalletPerson>> {
  return combineQueries(reads.ownProfile(), reads.contacts(), ({ profile }, contacts) => {
    const { name, avatar } = profile;
    const people: WalletPerson[] = contacts.map((contact) => ({
      account: contact.account,
      name: contact.name,
      avatar: contact.avatar,
      standing: contact.state === 'accepted' && !contact.blocked ? 'contact' : 'stranger',
      isVerified: contact.verifiedAt !== null,
    }));
    people.push({ account: self, name, avatar, standing: 'self', isVerified: true });
    return new Map(people.map((person) => [person.account, person]));
  });
}
