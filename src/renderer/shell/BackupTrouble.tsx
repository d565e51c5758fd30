import { type ReactNode, useEffect, useState } from 'react';
import { useBackupErrorText, usePlanStatus } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import type { BackupPlan } from '@services/workspace/backupWorkspace.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';

/** How often it is looked whether backups are made, ms. */
const LOOK_AGAIN = 5 * 60_000;

/** Over every room for as long as the last automatic backup was not made. */
export function BackupTrouble({ workspace }: { readonly workspace: Pick<Workspace, 'backups'> }): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const statusOf = usePlanStatus();
  const [plan, setPlan] = useState<BackupPlan | null>(null);
  useEffect(() => {
    const look = () =>
      void workspace.backups.plan().then((found) => {
        if (found.ok) setPlan(found.value);
      });
    look();
    const timer = setInterval(look, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [workspace]);
  const problem = plan === null || plan.every === 'off' ? null : statusOf(plan).problem;
  if (problem === null) return null;
  return (
    <AlertBanner
      tone="warning"
      title={t('backup.plan.failed')}
      actions={<a href="#/settings/backup">{t('settings.backup')}</a>}
    >
      {errorText(problem)}
    </AlertBanner>
  );
}
