import { type ReactNode, useState } from 'react';
import { useBackupErrorText } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { Doing } from './Doing.tsx';
import { Losses } from './Losses.tsx';
import styles from './Backup.module.css';
import { useBackupJob } from './useBackupJob.ts';

/** Reads all of a backup with its passphrase. */
export function CheckDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const workspace = useWorkspace();
  const job = useBackupJob();
  const [passphrase, setPassphrase] = useState('');
  const check = () => {
    if (passphrase !== '')
      job.run((watch) => workspace.backups.verify({ kind: 'kept', id }, { kind: 'passphrase', passphrase }, watch));
  };
  return (
    <Dialog
      isOpen
      size="small"
      title={t('backup.check.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button variant="primary" pending={job.isPending} disabled={passphrase === ''} onClick={check}>
            {t('backup.check')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <p>{t('backup.check.text')}</p>
        <TextField
          type="password"
          autoComplete="current-password"
          autoFocus
          label={t('backup.passphrase')}
          value={passphrase}
          error={job.error === null ? null : errorText(job.error)}
          onChange={(value) => {
            setPassphrase(value);
            job.clear();
          }}
        />
        {job.progress !== null && <Doing progress={job.progress} onStop={job.stop} />}
        {job.report !== null && (
          <Losses report={job.report} whole={t('backup.check.whole')} partly={t('backup.restore.partly')} />
        )}
      </form>
    </Dialog>
  );
}
