import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { DialogList } from '@ui/display/DialogList.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { mayWrite } from '../mayWrite.ts';
import { useChats } from '../usePrograms.ts';
import styles from './Share.module.css';

export interface ChatOptionsProps {
  readonly search: string;
  readonly chosen: SpaceId | null;
  readonly onSearch: (search: string) => void;
  readonly onChoose: (space: SpaceId) => void;
}

/** The chats one may write in, to choose one of. */
export function ChatOptions({ search, chosen, onSearch, onChoose }: ChatOptionsProps): ReactNode {
  const t = useT();
  const matches = wordSearch(search);
  const chats = useChats().filter((chat) => mayWrite(chat) && matches(chat.name));
  return (
    <div className={styles['options']}>
      <SearchField
        label={t('programs.chats.search')}
        clearLabel={t('common.clear')}
        value={search}
        onChange={onSearch}
      />
      {chats.length === 0 && <p className={styles['none']}>{t('programs.chats.none')}</p>}
      <DialogList label={t('programs.chats')}>
        {chats.map(({ space, kind, account, name, avatar }) => (
          <li key={space}>
            <ListRow
              leading={
                <Avatar
                  account={kind === 'group' ? space : account}
                  name={name}
                  avatar={avatar}
                  isGroup={kind === 'group'}
                  size="small"
                />
              }
              title={<PersonName>{name}</PersonName>}
              selected={space === chosen}
              onPress={() => onChoose(space)}
            />
          </li>
        ))}
      </DialogList>
    </div>
  );
}
