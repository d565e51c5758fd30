import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnProfile } from '@services/workspace/workspace.ts';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { DialogList } from '@ui/display/DialogList.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Share.module.css';

export interface ShareContactProps {
  /** Whose card it is of no use to send. */
  readonly left: AccountId | null;
  readonly onChoose: (account: AccountId) => void;
  readonly onClose: () => void;
}

/** Whose card is sent: one's own, by which one can be added, or that of a contact. */
export function ShareContact({ left, onChoose, onClose }: ShareContactProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const list = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState('');
  const own = useQueryValue<OwnProfile | null>(
    useMemo(() => workspace.ownProfile(), [workspace]),
    null,
  );
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    [],
  );
  const matches = wordSearch(search);
  const shown = contacts.filter(
    ({ account, name, ownName, state, blocked }) =>
      account !== left && state === 'accepted' && !blocked && matches(name, ownName),
  );
  return (
    <Dialog isOpen size="small" title={t('share.contact.title')} closeLabel={t('common.cancel')} onClose={onClose}>
      <div className={styles['form']}>
        <SearchField
          label={t('share.contact.search')}
          clearLabel={t('common.clear')}
          value={search}
          onChange={setSearch}
          onArrowDown={() => list.current?.querySelector('button')?.focus()}
        />
        <div ref={list}>
          <DialogList label={t('share.contact.list')}>
            {own !== null && matches(own.profile.name) && (
              <li>
                <button type="button" className={styles['person']} onClick={() => onChoose(own.account)}>
                  <Avatar account={own.account} name={own.profile.name} avatar={own.profile.avatar} size="small" />
                  <PersonName isLine>{own.profile.name}</PersonName>
                  <span className={styles['note']}>{t('common.you')}</span>
                </button>
              </li>
            )}
            {shown.map(({ account, name, avatar }) => (
              <li key={account}>
                <button type="button" className={styles['person']} onClick={() => onChoose(account)}>
                  <Avatar account={account} name={name} avatar={avatar} size="small" />
                  <PersonName isLine>{name}</PersonName>
                </button>
              </li>
            ))}
          </DialogList>
        </div>
      </div>
    </Dialog>
  );
}
