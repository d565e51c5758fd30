import { FileText, Image as ImageIcon, Star, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { StoredFile } from '@services/workspace/fileWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import styles from './Storage.module.css';

/** One file of a chat on this device: kept for ever or not, or removed. */
export function ChatFileRow({ file }: { readonly file: StoredFile }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const { blob, origin, keep } = file;
  const name = file.isPicture ? t('files.photo') : file.name;
  const report = async (outcome: Outcome) => {
    const result = await outcome;
    if (!result.ok) toast({ tone: 'danger', text: errorText(result.error.code) });
  };
  const Icon = file.isPicture ? ImageIcon : FileText;
  return (
    <li className={styles['file']}>
      <Icon aria-hidden />
      <span className={styles['about']}>
        <bdi className={styles['fileName']}>{name}</bdi>
        <span className={styles['figure']}>
          {[
            formats.bytes(file.held),
            origin === 'own' ? t('storage.file.own') : t('storage.file.received'),
            formats.date(file.at),
          ].join(' · ')}
        </span>
      </span>
      <IconButton
        label={t('storage.file.keep.label', { name: isolate(name) })}
        aria-pressed={keep}
        className={styles['keep'] ?? ''}
        icon={<Star aria-hidden />}
        onClick={() => void report(workspace.keepFile(blob, !keep))}
      />
      <IconButton
        label={t('storage.file.remove', { name: isolate(name) })}
        icon={<Trash2 aria-hidden />}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={t('storage.file.remove.title', { name: isolate(name) })}
        tone="danger"
        confirmLabel={t('storage.remove')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => {
          setAsking(false);
          void report(workspace.removeFile(blob));
        }}
        onCancel={() => setAsking(false)}
      >
        <p>{origin === 'own' ? t('storage.file.remove.own') : t('storage.file.remove.text')}</p>
      </ConfirmDialog>
    </li>
  );
}
