import { type ReactNode, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnProfile } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PeopleChooser } from '../people/PeopleChooser.tsx';
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
  const self =
    own !== null && matches(own.profile.name)
      ? [{ account: own.account, name: own.profile.name, avatar: own.profile.avatar, note: t('common.you') }]
      : [];
  return (
    <Dialog isOpen size="small" title={t('share.contact.title')} closeLabel={t('common.cancel')} onClose={onClose}>
      <div className={styles['form']}>
        <PeopleChooser
          labels={{ search: t('share.contact.search'), people: t('share.contact.list') }}
          search={search}
          onSearch={setSearch}
          people={[...self, ...shown]}
          onChoose={onChoose}
        />
      </div>
    </Dialog>
  );
}
