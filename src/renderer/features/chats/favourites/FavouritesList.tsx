import { type ReactNode, useMemo, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Favourite } from '@services/workspace/messageWorkspace.ts';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import styles from './Favourites.module.css';
import { FoundRow } from './FoundRow.tsx';
import { useChatsBySpace } from './useChatsBySpace.ts';

/** What was put by, the newest on top; words narrow it. */
export function FavouritesList(): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [typed, setTyped] = useState('');
  const found = useQuery(useMemo(() => workspace.favourites(), [workspace]));
  if (found.status === 'loading') return <div className={styles['list']} aria-busy="true" />;
  if (found.status === 'failed') return <EmptyState illustration="nothing" title={errorText('storage-failed')} />;
  if (found.value.length === 0) {
    return (
      <EmptyState illustration="nothing" title={t('messages.favourites.none')}>
        {t('messages.favourites.noneText')}
      </EmptyState>
    );
  }
  return (
    <div className={styles['list']}>
      <SearchField
        label={t('messages.favourites.search')}
        clearLabel={t('common.clear')}
        value={typed}
        onChange={setTyped}
      />
      <Rows favourites={found.value} typed={typed} />
    </div>
  );
}

interface RowsProps {
  readonly favourites: readonly Favourite[];
  readonly typed: string;
}

function Rows({ favourites, typed }: RowsProps): ReactNode {
  const t = useT();
  const words = useMessageWords();
  const chats = useChatsBySpace();
  const shown = useMemo(() => {
    const matches = wordSearch(typed);
    return favourites.filter(({ space, message }) =>
      matches(message === null ? '' : words(message.body), chats.get(space)?.name ?? ''),
    );
  }, [favourites, typed, words, chats]);
  if (shown.length === 0) return <p className={styles['none']}>{t('messages.favourites.noMatch')}</p>;
  return (
    <ul className={styles['rows']} aria-label={t('messages.favourites')}>
      {shown.map(({ space, id, savedAt, message }) => (
        <FoundRow
          key={`${space} ${id}`}
          found={{ space, id, message, savedAt }}
          chat={chats.get(space) ?? null}
          isFavourite
        />
      ))}
    </ul>
  );
}
