import { createContext, use, useCallback, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useOpenGroup } from '../groups/groupContext.ts';

/** The talk that is open; null where messages are shown outside of one. */
export const ConversationContext = createContext<Pick<Conversation, 'space' | 'account' | 'name' | 'kind'> | null>(
  null,
);

/** Oneself; null until it is known. */
export function useSelf(): AccountId | null {
  const workspace = useWorkspace();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  return own.status === 'ready' ? own.value.account : null;
}

/** Gives the name of somebody in the open talk. */
export function useNames(): (account: AccountId) => string {
  const t = useT();
  const talk = use(ConversationContext);
  const open = useOpenGroup();
  const people = open?.people;
  const own = useSelf();
  const self = open === null ? own : (open.self ?? own);
  return useCallback(
    (account) => {
      if (account === self) return t('common.you');
      if (talk?.kind === 'direct' && account === talk.account) return talk.name;
      return people?.get(account)?.name ?? t('chats.author.unknown');
    },
    [t, talk, people, self],
  );
}
