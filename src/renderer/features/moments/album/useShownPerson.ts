import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSelf } from '../room/useSelf.ts';

/** Whose page it is. */
export interface ShownPerson {
  readonly account: AccountId;
  readonly name: string;
  readonly avatar: Avatar;
}

const NOBODY: readonly Contact[] = [];

/** Oneself (null) or a contact; null while that is read, and of somebody who is no contact. */
export function useShownPerson(account: AccountId | null): ShownPerson | null {
  const workspace = useWorkspace();
  const self = useSelf();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NOBODY,
  );
  if (account === null) return self === null ? null : { account: self.account, ...self.profile };
  return contacts.find((contact) => contact.account === account) ?? null;
}
