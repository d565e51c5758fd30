import { type ReactNode, useState } from 'react';
import { useBackupErrorText } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { NOTHING_TYPED, NewPassphrase, isTakeable } from '../passphrase/NewPassphrase.tsx';
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
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const isReady = isTakeable(typed);
  const make = () => {
    if (!isReady) return;
    job.run(
      (watch) => workspace.backups.write(typed.once, watch),
      () => {
        setTyped(NOTHING_TYPED);
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
          <NewPassphrase
            label={t('backup.passphrase')}
            description={t('backup.passphrase.text')}
            value={typed}
            onChange={(value) => {
              if (value.once !== typed.once) job.clear();
              setTyped(value);
            }}
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
