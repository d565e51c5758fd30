import { ChevronDown, Eraser } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, isolate, useT } from '@i18n/useT.tsx';
import type { StorageUse } from '@services/workspace/fileWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Section } from '@ui/layout/Panel.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { ChatFileRow } from './ChatFileRow.tsx';
import styles from './Storage.module.css';
import { type Clearing, useClearing } from './useClearing.ts';

type Chat = StorageUse['chats'][number];

/** Files of a chat shown at once; a chat may hold thousands. */
const SHOWN = 100;

/** Chats by what their files take, each with its files. */
export function ChatFiles({ chats }: { readonly chats: StorageUse['chats'] }): ReactNode {
  const t = useT();
  const clearing = useClearing();
  const shown = chats.filter(({ space }) => !clearing.leaving.has(space));
  if (chats.length === 0) {
    return (
      <Section title={t('storage.chats')}>
        <EmptyState illustration="nothing" title={t('storage.empty')}>
          {t('storage.empty.text')}
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section title={t('storage.chats')} description={t('storage.chats.text')}>
      {shown.map((chat) => (
        <ChatRow key={chat.space} chat={chat} clearing={clearing} />
      ))}
    </Section>
  );
}

function ChatRow({ chat, clearing }: { readonly chat: Chat; readonly clearing: Clearing }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const name = chat.name === '' ? t('storage.chat.unnamed') : chat.name;
  const loose = chat.files.filter(({ keep }) => !keep);
  return (
    <div className={styles['chat']}>
      <div className={styles['chatHead']}>
        <button type="button" className={styles['toggle']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronDown aria-hidden />
          <span className={styles['chatName']}>
            <PersonName isLine>{name}</PersonName>
          </span>{' '}
          <span className={styles['figure']}>
            {t('storage.chat.files', { count: chat.files.length, bytes: formats.bytes(chat.bytes) })}
          </span>
        </button>
        <Button
          size="small"
          icon={<Eraser aria-hidden />}
          disabled={loose.length === 0}
          onClick={() => setAsking(true)}
        >
          {t('storage.chat.clear')}
        </Button>
      </div>
      {isOpen && (
        <ul className={styles['files']}>
          {chat.files.slice(0, SHOWN).map((file) => (
            <ChatFileRow key={file.blob} file={file} />
          ))}
        </ul>
      )}
      <ClearDialog chat={chat} name={name} clearing={clearing} isOpen={isAsking} onClose={() => setAsking(false)} />
    </div>
  );
}

interface ClearDialogProps {
  readonly chat: Chat;
  readonly name: string;
  readonly clearing: Clearing;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function ClearDialog({ chat, name, clearing, isOpen, onClose }: ClearDialogProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const loose = chat.files.filter(({ keep }) => !keep);
  const own = loose.filter(({ origin }) => origin === 'own').length;
  const bytes = formats.bytes(loose.reduce((sum, { held }) => sum + held, 0));
  const clear = () => {
    onClose();
    clearing.clear(chat.space, bytes);
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('storage.chat.clear.title', { name: isolate(name) })}
      tone="danger"
      confirmLabel={t('storage.remove')}
      cancelLabel={t('common.cancel')}
      onConfirm={clear}
      onCancel={onClose}
    >
      <p>{t('storage.chat.clear.text', { bytes })}</p>
      {own > 0 && <p className={styles['own']}>{t('storage.chat.clear.own', { count: own })}</p>}
    </ConfirmDialog>
  );
}
