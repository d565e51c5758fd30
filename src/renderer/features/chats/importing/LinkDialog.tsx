import { type ReactNode, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PeopleChooser } from '../people/PeopleChooser.tsx';
import { useReport } from '../useReport.ts';
import styles from './Importing.module.css';

export interface LinkDialogProps {
  readonly talk: Pick<ImportedTalk, 'space' | 'name'>;
  readonly onClose: () => void;
}

/** Before whose chat an imported one is to stand: who is called alike is named first. */
export function LinkDialog({ talk, onClose }: LinkDialogProps): ReactNode {
  const t = useT();
  const [search, setSearch] = useState('');
  const { shown, isAlone } = useShown(talk.name, search);
  const link = useLink(talk, onClose);
  return (
    <Dialog
      isOpen
      size="small"
      title={t('importing.link.title', { name: isolate(talk.name) })}
      closeLabel={t('common.cancel')}
      onClose={onClose}
    >
      <div className={styles['form']}>
        <p>{t('importing.link.text')}</p>
        <PeopleChooser
          labels={{ search: t('importing.link.search'), people: t('importing.link.people') }}
          search={search}
          onSearch={setSearch}
          people={shown}
          nobody={t(isAlone ? 'importing.link.none' : 'importing.link.nobody')}
          onChoose={(account, name) => void link(account, name)}
        />
      </div>
    </Dialog>
  );
}

/** Contacts whose names fit what is typed, and whether there are none at all. */
function useShown(called: string, search: string) {
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    [],
  );
  return useMemo(() => {
    const [matches, isAlike] = [wordSearch(search), wordSearch(called)];
    const rank = ({ name, ownName }: (typeof contacts)[number]) => (isAlike(name, ownName) ? 0 : 1);
    const all = contacts.filter(({ state }) => state === 'accepted');
    const shown = all
      .filter(({ name, ownName }) => matches(name, ownName))
      .toSorted((one, other) => rank(one) - rank(other));
    return { shown, isAlone: all.length === 0 };
  }, [contacts, called, search]);
}

function useLink(
  { space }: LinkDialogProps['talk'],
  onClose: () => void,
): (account: AccountId, name: string) => Promise<void> {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const report = useReport();
  return async (account, name) => {
    if (!(await report(workspace.linkImport(space, account)))) return;
    toast({
      text: t('importing.link.done', { name: isolate(name) }),
      action: { label: t('common.undo'), onAction: () => void report(workspace.linkImport(space, null)) },
    });
    onClose();
  };
}
