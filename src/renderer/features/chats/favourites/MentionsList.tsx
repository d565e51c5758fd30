import { type ReactNode, useMemo } from 'react';
import { eventId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import styles from './Favourites.module.css';
import { FoundRow } from './FoundRow.tsx';
import { useChatsBySpace } from './useChatsBySpace.ts';

/** Messages of all groups that name oneself, the newest on top. */
export function MentionsList(): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const chats = useChatsBySpace();
  const found = useQuery(useMemo(() => workspace.mentions(null), [workspace]));
  if (found.status === 'loading') return <div className={styles['list']} aria-busy="true" />;
  if (found.status === 'failed') return <EmptyState illustration="nothing" title={errorText('storage-failed')} />;
  if (found.value.length === 0) {
    return (
      <EmptyState illustration="chat" title={t('messages.mentions.none')}>
        {t('messages.mentions.noneText')}
      </EmptyState>
    );
  }
  return (
    <ul className={styles['rows']} aria-label={t('messages.mentions')}>
      {found.value.flatMap((message) => {
        const id = eventId(message.id);
        if (!id.ok) return [];
        const { space } = message;
        return (
          <FoundRow
            key={`${space} ${message.id}`}
            found={{ space, id: id.value, message, savedAt: null }}
            chat={chats.get(space) ?? null}
            isFavourite={false}
          />
        );
      })}
    </ul>
  );
}
