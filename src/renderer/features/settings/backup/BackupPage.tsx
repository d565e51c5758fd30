import { type ReactNode, useEffect, useState } from 'react';
import { useBackupErrorText } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { BackupErrorCode, BackupListing } from '@services/workspace/backupWorkspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { BackupRow } from './BackupRow.tsx';
import { MakeBackup } from './MakeBackup.tsx';

/** Settings → Backup: making one, and those on this computer. */
export function BackupPage(): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const workspace = useWorkspace();
  const [listed, setListed] = useState<readonly BackupListing[] | null>(null);
  const [error, setError] = useState<BackupErrorCode | null>(null);
  const [turn, setTurn] = useState(0);
  const readAgain = () => setTurn(turn + 1);
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
      <MakeBackup onMade={readAgain} />
      <Section title={t('backup.list')}>
        {listed?.map((backup) => (
          <BackupRow key={backup.id} backup={backup} onChanged={readAgain} />
        ))}
        {listed?.length === 0 && (
          <EmptyState illustration="nothing" title={t('backup.list.empty')}>
            {t('backup.list.empty.text')}
          </EmptyState>
        )}
      </Section>
    </Page>
  );
}
