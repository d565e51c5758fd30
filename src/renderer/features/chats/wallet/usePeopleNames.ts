import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useOpenGroup } from '../groups/groupContext.ts';

const NOBODY: ReadonlyMap<AccountId, WalletPerson> = new Map();

/** People of a conversation and of the wallet, by account. */
export interface PeopleNames {
  /** Null while it is not known. */
  readonly self: AccountId | null;
  /** As one calls them, as the group does, or that nobody knows them. */
  readonly nameOf: (account: AccountId) => string;
}

/** Names for cards. */
export function usePeopleNames(): PeopleNames {
  const t = useT();
  const { wallet } = useWorkspace();
  const group = useOpenGroup();
  const people = useQueryValue(
    useMemo(() => wallet.people(), [wallet]),
    NOBODY,
  );
  return useMemo(() => {
    const self = [...people.values()].find(({ standing }) => standing === 'self')?.account ?? null;
    const nameOf = (account: AccountId) => {
      if (account === self) return t('payments.you');
      const known = people.get(account)?.name ?? '';
      return known === '' ? (group?.people.get(account)?.name ?? t('chats.author.unknown')) : known;
    };
    return { self, nameOf };
  }, [people, group, t]);
}
