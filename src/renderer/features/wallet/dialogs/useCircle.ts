import { useMemo } from 'react';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { Contact, Conversation } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { type ShownPerson, usePeople } from '../people/usePeople.ts';

const NO_CHAT = snapshotQuery(writableSnapshot<Conversation | null>(null));
const NO_GROUP = snapshotQuery(writableSnapshot<Group | null>(null));
const NO_CONTACTS: readonly Contact[] = [];

/** Whom one can pay or ask from somewhere. */
export interface Circle {
  /** Null while it is not known. */
  readonly self: AccountId | null;
  /** Without oneself: those of the chat, or all contacts. */
  readonly people: readonly ShownPerson[];
  readonly personOf: (account: AccountId) => ShownPerson;
  /** Where something between oneself and someone is told: the group it was asked for in, else the chat of the two. */
  readonly spaceFor: (person: AccountId) => SpaceId | null;
}

/** The people of a chat; without a chat one's contacts. */
export function useCircle(space: SpaceId | undefined): Circle {
  const workspace = useWorkspace();
  const known = usePeople();
  const chat = useQueryValue(
    useMemo(() => (space === undefined ? NO_CHAT : workspace.conversation(space)), [workspace, space]),
    null,
  );
  const isGroup = chat?.kind === 'group';
  const group = useQueryValue(
    useMemo(() => (isGroup && space !== undefined ? workspace.group(space) : NO_GROUP), [workspace, space, isGroup]),
    null,
  );
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NO_CONTACTS,
  );
  const own = useQueryValue(
    useMemo(() => workspace.ownProfile(), [workspace]),
    null,
  );
  const self = own?.account ?? null;
  const names = new Map(group?.members.map((member) => [member.account, member]));
  const personOf = (account: AccountId): ShownPerson => {
    const member = names.get(account);
    const person = known(account);
    return person.name === '' && member !== undefined
      ? { ...person, name: member.name, shownName: member.name, avatar: member.avatar }
      : person;
  };
  const friends = contacts.filter(({ state, blocked }) => state === 'accepted' && !blocked);
  const accounts = group?.members.map(({ account }) => account) ?? (chat === null ? [] : [chat.account]);
  const listed = chat === null ? friends.map(({ account }) => account) : accounts;
  return {
    self,
    people: listed.filter((account) => account !== self).map(personOf),
    personOf,
    spaceFor: (person) => {
      if (isGroup && space !== undefined && names.has(person)) return space;
      return friends.find(({ account }) => account === person)?.space ?? space ?? null;
    },
  };
}
