import { ArrowLeft, FileWarning, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ImportedChat } from '@domain/importing/records.ts';
import { isTalk } from '@domain/importing/sources.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import styles from './Importing.module.css';
import { LinkDialog } from './LinkDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { UnreadDialog } from './UnreadDialog.tsx';
import { useLinkEntry } from './useLinkEntry.tsx';
import { useRemoveImport } from './useRemoveImport.ts';

export interface ImportedHeaderProps {
  readonly chat: ImportedChat;
  /** Lines that could not be read. */
  readonly unread: readonly string[];
  readonly onClose: () => void;
  /** Before its menu. */
  readonly children?: ReactNode;
}

/** What it is, where it is from, what could not be read of it. */
export function ImportedHeader({ chat, unread, onClose, children }: ImportedHeaderProps): ReactNode {
  const t = useT();
  const [asking, setAsking] = useState<'unread' | 'rename' | 'link' | null>(null);
  const { remove } = useRemoveImport();
  const talk = { space: chat.id, name: chat.name };
  const linked = { ...talk, contact: chat.contact ?? null, isTalk: isTalk(chat.origin) };
  const linkEntry = useLinkEntry(linked, () => setAsking('link'));
  const done = () => setAsking(null);
  const formats = useFormats();
  const source = t(`importing.source.${chat.source}`);
  return (
    <header className={styles['header']}>
      <IconButton label={t('common.back')} icon={<ArrowLeft aria-hidden />} directional onClick={onClose} />
      <Avatar account={chat.id} name={chat.name} avatar={{ kind: 'generated' }} />
      <div className={styles['title']}>
        <h1>
          <PersonName isLine>{chat.name}</PersonName>
        </h1>
        <p>
          {t('importing.about', {
            source,
            count: chat.messages,
            from: formats.date(chat.from),
            to: formats.date(chat.to),
          })}
        </p>
      </div>
      {children}
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
          ...linkEntry,
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
            onAction: () => remove(talk),
          },
        ]}
      />
      {asking === 'unread' && <UnreadDialog chat={chat} lines={unread} onClose={done} />}
      {asking === 'rename' && <RenameDialog chat={talk} onClose={done} />}
      {asking === 'link' && <LinkDialog talk={talk} onClose={done} />}
    </header>
  );
}
