import type { ReactNode } from 'react';
import { useBackupProgressText } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import type { BackupProgress } from '@services/workspace/backupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import styles from './Backup.module.css';

/** How far a job is, and the way to stop it. */
export function Doing(props: { readonly progress: BackupProgress; readonly onStop: () => void }): ReactNode {
  const t = useT();
  const text = useBackupProgressText()(props.progress);
  return (
    <div className={styles['doing']} role="status">
      <ProgressBar label={text} value={props.progress.done} most={props.progress.total} />
      <p>{text}</p>
      <div className={styles['actions']}>
        <Button size="small" onClick={props.onStop}>
          {t('backup.stop')}
        </Button>
      </div>
    </div>
  );
}
