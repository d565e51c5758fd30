import { type ReactNode, useState } from 'react';
import { passphraseStrength } from '@domain/backup/passphrase.ts';
import { useBackupErrorText } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Doing } from './Doing.tsx';
import { Losses } from './Losses.tsx';
import styles from './Backup.module.css';
import { useBackupJob } from './useBackupJob.ts';

/** A passphrase, twice, and a button. */
export function MakeBackup({ onMade }: { readonly onMade: () => void }): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const workspace = useWorkspace();
  const job = useBackupJob();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const strength = passphraseStrength(passphrase);
  const differs = again !== '' && again !== passphrase;
  const isReady = strength !== 'short' && again === passphrase;
  const make = () => {
    if (!isReady) return;
    job.run(
      (watch) => workspace.backups.write(passphrase, watch),
      () => {
        setPassphrase('');
        setAgain('');
        onMade();
      },
    );
  };
  return (
    <Section title={t('backup.make')} description={t('backup.make.text')}>
      <Plain>
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            make();
          }}
        >
          <TextField
            type="password"
            autoComplete="new-password"
            label={t('backup.passphrase')}
            description={t('backup.passphrase.text')}
            value={passphrase}
            onChange={(value) => {
              setPassphrase(value);
              job.clear();
            }}
          />
          {passphrase !== '' && (
            <p className={styles['strength']} data-strength={strength} aria-live="polite">
              {t(`backup.strength.${strength}`)}
            </p>
          )}
          <TextField
            type="password"
            autoComplete="new-password"
            label={t('backup.passphrase.again')}
            value={again}
            error={differs ? t('backup.passphrase.differs') : null}
            onChange={setAgain}
          />
          {job.progress !== null && <Doing progress={job.progress} onStop={job.stop} />}
          {job.error !== null && <AlertBanner tone="danger">{errorText(job.error)}</AlertBanner>}
          {job.report !== null && (
            <>
              <Losses report={job.report} whole={t('backup.made')} partly={t('backup.made')} />
              <p>{t('backup.made.next')}</p>
            </>
          )}
          <div className={styles['actions']}>
            <Button type="submit" variant="primary" pending={job.isPending} disabled={!isReady}>
              {t('backup.start')}
            </Button>
          </div>
        </form>
      </Plain>
    </Section>
  );
}
