import { RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { FileUpload } from '@services/workspace/fileWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { ProgressRing } from '@ui/feedback/ProgressRing.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { FileName } from './FileCard.tsx';
import styles from './UploadTray.module.css';

/** Files of a chat on their way to being messages, above where one writes. */
export function UploadTray({ space }: { readonly space: SpaceId }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const uploads = useSnapshot(workspace.uploads).filter((upload) => upload.space === space);
  if (uploads.length === 0) return null;
  return (
    <ul className={styles['tray']} aria-label={t('files.upload.list')}>
      {uploads.map((upload) => (
        <Upload key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

function Upload({ upload }: { readonly upload: FileUpload }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const { id, name, done, size, error } = upload;
  const percent = size === 0 ? 100 : Math.floor((done / size) * 100);
  const report = async (outcome: Outcome) => {
    const result = await outcome;
    if (!result.ok) toast({ tone: 'danger', text: errorText(result.error.code) });
  };
  return (
    <li className={styles['upload']} data-failed={error !== null || undefined}>
      <span className={styles['ring']}>
        {error === null ? (
          <ProgressRing
            label={t('files.progress', { name: isolate(name), percent })}
            value={done}
            most={size}
            isWaiting={done === 0}
          />
        ) : (
          <IconButton
            size="small"
            label={t('files.retry')}
            icon={<RotateCw aria-hidden />}
            onClick={() => void report(workspace.retryUpload(id))}
          />
        )}
      </span>
      <span className={styles['about']}>
        <FileName name={name} />
        <Progress upload={upload} />
      </span>
      <IconButton
        size="small"
        label={t('files.upload.cancel', { name: isolate(name) })}
        icon={<X aria-hidden />}
        onClick={() => void report(workspace.cancelUpload(id))}
      />
    </li>
  );
}

function Progress({ upload: { done, size, error } }: { readonly upload: FileUpload }): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (error !== null) {
    return (
      <span className={styles['error']} role="alert">
        {t(`files.upload.error.${error}`)}
      </span>
    );
  }
  return (
    <span className={styles['where']}>
      {done === 0
        ? t('files.upload.preparing')
        : t('files.upload.progress', { done: formats.bytes(done), size: formats.bytes(size) })}
    </span>
  );
}
