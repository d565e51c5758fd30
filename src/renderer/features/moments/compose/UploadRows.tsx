import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { MomentUpload } from '@services/workspace/momentsWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { ProgressRing } from '@ui/feedback/ProgressRing.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useMoments, useReport } from '../room/useMoments.ts';
import styles from './Compose.module.css';

/** Posts that are being made, and how far each has come. */
export function UploadRows(): ReactNode {
  const t = useT();
  const moments = useMoments();
  const uploads = useSnapshot(moments.momentUploads);
  if (uploads.length === 0) return null;
  return (
    <ul className={styles['uploads']} aria-label={t('moments.upload.list')}>
      {uploads.map((upload) => (
        <Upload key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

function Upload({ upload }: { readonly upload: MomentUpload }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const moments = useMoments();
  const report = useReport();
  const { id, text, size, done, error } = upload;
  return (
    <li className={styles['upload']} data-failed={error !== null || undefined}>
      {error === null && (
        <span className={styles['ring']}>
          <ProgressRing label={t('moments.upload.going')} value={done} most={size} isWaiting={done === 0} />
        </span>
      )}
      <span className={styles['about']}>
        <span className={styles['words']} dir="auto">
          {text === '' ? t('moments.upload.wordless') : text}
        </span>
        {error === null ? (
          <span className={styles['where']}>
            {t('moments.upload.progress', { done: formats.bytes(done), size: formats.bytes(size) })}
          </span>
        ) : (
          <span className={styles['where']} role="alert">
            {t(`files.upload.error.${error}`)}
          </span>
        )}
      </span>
      <IconButton
        size="small"
        label={t('moments.upload.cancel')}
        icon={<X aria-hidden />}
        onClick={() => void report(moments.cancelMoment(id))}
      />
    </li>
  );
}
