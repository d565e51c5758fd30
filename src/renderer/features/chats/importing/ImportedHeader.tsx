import { ArrowLeft, FileWarning, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { ImportedChat } from '@domain/importing/records.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { useReport } from '../useReport.ts';
import styles from './Importing.module.css';
import { RenameDialog } from './RenameDialog.tsx';
import { UnreadDialog } from './UnreadDialog.tsx';

export interface ImportedHeaderProps {
  readonly chat: ImportedChat;
  /** Lines that could not be read. */
  readonly unread: readonly string[];
  readonly onClose: () => void;
}

/** What it is, where it is from, what could not be read of it. */
export function ImportedHeader({ chat, unread, onClose }: ImportedHeaderProps): ReactNode {
  const t = useT();
  const [asking, setAsking] = useState<'unread' | 'rename' | 'remove' | null>(null);
  const done = () => setAsking(null);
  const source = t(`importing.source.${chat.source}`);
  return (
    <header className={styles['header']}>
      <IconButton label={t('common.back')} icon={<ArrowLeft aria-hidden />} directional onClick={onClose} />
      <Avatar account={chat.id} name={chat.name} avatar={{ kind: 'generated' }} isGroup />
      <div className={styles['title']}>
        <h1>
          <PersonName isLine>{chat.name}</PersonName>
        </h1>
        <p>{t('importing.about', { source })}</p>
      </div>
      <MenuButton
        label={t('importing.menu')}
        items={[
          ...(chat.unread === 0
            ? []
            : [
                {
                  id: 'unread',
                  label: t('importing.unread', { count: chat.unread }),
                  icon: <FileWarning aria-hidden />,
                  onAction: () => setAsking('unread'),
                },
              ]),
          {
            id: 'rename',
            label: t('importing.rename'),
            icon: <Pencil aria-hidden />,
            onAction: () => setAsking('rename'),
          },
          {
            id: 'remove',
            label: t('importing.remove'),
            icon: <Trash2 aria-hidden />,
            onAction: () => setAsking('remove'),
          },
        ]}
      />
      {asking === 'unread' && <UnreadDialog chat={chat} lines={unread} onClose={done} />}
      {asking === 'rename' && <RenameDialog chat={chat} onClose={done} />}
      {asking === 'remove' && <RemoveDialog chat={chat} onClose={done} />}
    </header>
  );
}

function RemoveDialog({ chat, onClose }: { readonly chat: ImportedChat; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  const remove = async () => {
    if (await report(workspace.removeImport(chat.id))) navigate('/settings/chats');
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('importing.remove.title')}
      confirmLabel={t('importing.remove')}
      cancelLabel={t('common.cancel')}
      tone="danger"
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      <p>{t('importing.remove.text')}</p>
    </ConfirmDialog>
  );
}
