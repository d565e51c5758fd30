import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useBackupErrorText } from '@i18n/useBackupTexts.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { BackupErrorCode, BackupList } from '@services/workspace/backupWorkspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { SnapshotSection } from '../snapshots/SnapshotSection.tsx';
import { BackupRow } from './BackupRow.tsx';
import { Doing } from './Doing.tsx';
import { MakeBackup } from './MakeBackup.tsx';
import { PlanSection } from './PlanSection.tsx';
import { useBackupJob } from './useBackupJob.ts';

/** Settings → Backup: how they are made by themselves, making one, and those on this computer. `everything`: exports, of another part of the app. */
export function BackupPage({ everything }: { readonly everything?: ReactNode }): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const workspace = useWorkspace();
  const [listed, setListed] = useState<BackupList | null>(null);
  const [error, setError] = useState<BackupErrorCode | null>(null);
  const [turn, setTurn] = useState(0);
  const readAgain = () => setTurn((before) => before + 1);
  useEffect(() => {
    let isShown = true;
    void workspace.backups.list().then((found) => {
      if (!isShown) return;
      if (found.ok) setListed(found.value);
      setError(found.ok ? null : found.error.code);
    });
    return () => {
      isShown = false;
    };
  }, [workspace, turn]);
  return (
    <Page title={t('settings.backup')}>
      {error !== null && <AlertBanner tone="danger">{errorText(error)}</AlertBanner>}
      <UnderWay onOver={readAgain} />
      <PlanSection turn={turn} onChanged={readAgain} />
      <MakeBackup onMade={readAgain} />
      <Section title={t('backup.list')}>
        {listed !== null && listed.unfinished !== null && <Unfinished at={listed.unfinished} />}
        {listed?.backups.map((backup) => (
          <BackupRow key={backup.id} backup={backup} onChanged={readAgain} />
        ))}
        {listed?.backups.length === 0 && (
          <EmptyState illustration="nothing" title={t('backup.list.empty')}>
            {t('backup.list.empty.text')}
          </EmptyState>
        )}
      </Section>
      {everything}
      <SnapshotSection />
    </Page>
  );
}

/** What was under way already when this page was opened: a window that was loaded anew finds it again. */
function UnderWay({ onOver }: { readonly onOver: () => void }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const job = useBackupJob();
  const { follow } = job;
  const over = useEffectEvent(onOver);
  useEffect(
    () =>
      follow(
        (watch) => workspace.backups.follow(watch),
        () => over(),
      ),
    [follow, workspace],
  );
  if (job.progress === null) return null;
  return (
    <Section title={t('backup.underWay')}>
      <Plain>
        <Doing progress={job.progress} onStop={job.stop} />
      </Plain>
    </Section>
  );
}

function Unfinished({ at }: { readonly at: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <AlertBanner tone="warning" title={t('backup.unfinished.title')}>
      {t('backup.unfinished.text', { when: isolate(formats.full(at)) })}
    </AlertBanner>
  );
}
