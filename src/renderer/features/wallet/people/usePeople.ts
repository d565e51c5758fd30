import { useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

/** Somebody a record names, as they are shown. */
export interface ShownPerson extends WalletPerson {
  /** Never empty: of somebody unknown the beginning of their account id. */
  readonly shownName: string;
}

const NOBODY: ReadonlyMap<AccountId, WalletPerson> = new Map();

/** Everybody by account; who is not known is a stranger with a name made of their id. */
export function usePeople(): (account: AccountId) => ShownPerson {
  const t = useT();
  const workspace = useWorkspace();
  const people = useQueryValue(
    useMemo(() => workspace.wallet.people(), [workspace]),
    NOBODY,
  );
  return useMemo(
    () => (account) => {
      const known = people.get(account) ?? strangerOf(account);
      const shownName = known.name === '' ? t('wallet.stranger', { id: account.slice(0, 6) }) : known.name;
      return { ...known, shownName };
    },
    [people, t],
  );
}

function strangerOf(account: AccountId): WalletPerson {
  return { account, name: '', avatar: { kind: 'generated' }, standing: 'stranger', isVerified: false };
}
