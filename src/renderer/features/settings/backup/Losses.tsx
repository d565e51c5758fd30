import type { ReactNode } from 'react';
import { useBackupLosses } from '@i18n/useBackupTexts.ts';
import type { BackupReport } from '@services/workspace/backupWorkspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import styles from './Backup.module.css';

/** What reading all of a backup found. */
export function Losses(props: {
  readonly report: BackupReport;
  readonly whole: string;
  readonly partly: string;
}): ReactNode {
  const losses = useBackupLosses()(props.report);
  if (losses.length === 0) return <AlertBanner tone="info" title={props.whole} />;
  return (
    <AlertBanner tone="warning" title={props.partly}>
      <ul className={styles['losses']}>
        {losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
    </AlertBanner>
  );
}
