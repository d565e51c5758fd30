import type { ReactNode } from 'react';
import type { ImportedChat } from '@domain/importing/records.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import styles from './Importing.module.css';

export interface UnreadDialogProps {
  readonly chat: ImportedChat;
  readonly lines: readonly string[];
  readonly onClose: () => void;
}

/** The lines of an export that could not be read, as they stand there. */
export function UnreadDialog({ chat, lines, onClose }: UnreadDialogProps): ReactNode {
  const t = useT();
  const more = chat.unread - lines.length;
  return (
    <Dialog
      isOpen
      title={t('importing.unread', { count: chat.unread })}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <div className={styles['form']}>
        <p>{t('importing.unread.text')}</p>
        <ul className={styles['lines']}>
          {lines.map((line, index) => (
            <li key={index} dir="auto">
              {tameMarks(line)}
            </li>
          ))}
        </ul>
        {more > 0 && <p>{t('importing.unread.more', { count: more })}</p>}
      </div>
    </Dialog>
  );
}
