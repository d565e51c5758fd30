import { type ReactNode, useEffect, useState } from 'react';
import { useBackupErrorText, usePlanStatus } from '@i18n/useBackupTexts.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { BackupPlan } from '@services/workspace/backupWorkspace.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';

/** How often it is looked whether backups are made, ms. */
const LOOK_AGAIN = 5 * 60_000;
/** So many looks one that is due may take: it waits for nobody to be at work, and then for its turn. */
const LOOKS_TO_WAIT = (3 * 60 * 60_000) / LOOK_AGAIN;

const DAY = 86_400_000;
/** How old the last one is before it is said, ms. */
const OLD = { day: 3 * DAY, week: 10 * DAY } as const;

/** Over every room for as long as the last automatic backup was not made, or is old though there was time to make one. */
export function BackupTrouble({ workspace }: { readonly workspace: Pick<Workspace, 'backups'> }): ReactNode {
  const t = useT();
  const { full } = useFormats();
  const errorText = useBackupErrorText();
  const statusOf = usePlanStatus();
  const [found, setFound] = useState<Found>({ plan: null, at: 0, looks: 0 });
  useEffect(() => {
    const look = () =>
      void workspace.backups.plan().then((plan) => {
        setFound((before) => ({
          plan: plan.ok ? plan.value : before.plan,
          at: Date.now(),
          looks: before.looks + 1,
        }));
      });
    look();
    const timer = setInterval(look, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [workspace]);
  const { plan } = found;
  if (plan === null || plan.every === 'off') return null;
  const { problem } = statusOf(plan);
  const last = oldOne(found);
  if (problem === null && last === null) return null;
  return (
    <AlertBanner
      tone="warning"
      title={t(problem === null ? 'backup.plan.old' : 'backup.plan.failed')}
      actions={<a href="#/settings/backup">{t('settings.backup')}</a>}
    >
      {problem === null ? t('backup.plan.old.text', { when: isolate(full(last ?? 0)) }) : errorText(problem)}
    </AlertBanner>
  );
}

interface Found {
  readonly plan: BackupPlan | null;
  readonly at: number;
  readonly looks: number;
}

/** When the last one was made, where that is too long ago; null else. */
function oldOne({ plan, at, looks }: Found): number | null {
  if (plan === null || plan.every === 'off' || plan.lastAt === null || looks < LOOKS_TO_WAIT) return null;
  return at - plan.lastAt > OLD[plan.every] ? plan.lastAt : null;
}
