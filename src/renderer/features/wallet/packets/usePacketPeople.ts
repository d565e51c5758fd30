import { useCallback } from 'react';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type ShownPerson, usePeople } from '../people/usePeople.ts';
import { useAudience } from './useAudience.ts';

/** Those of a packet: as one calls them, else by the name they have in the conversation. */
export function usePacketPeople(space: SpaceId | null): (account: AccountId) => ShownPerson {
  const people = usePeople();
  const audience = useAudience(space);
  return useCallback(
    (account) => {
      const known = people(account);
      const member = known.name === '' ? audience?.find((each) => each.account === account) : undefined;
      return member === undefined ? known : { ...known, avatar: member.avatar, shownName: member.name };
    },
    [people, audience],
  );
}
