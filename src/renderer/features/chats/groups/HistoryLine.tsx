import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Groups.module.css';

/** How much of what was said before has come, while it comes. */
export function HistoryLine({ space }: { readonly space: SpaceId }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const progress = useQueryValue(
    useMemo(() => workspace.historyProgress(space), [workspace, space]),
    null,
  );
  if (progress === null || progress.held >= progress.total) return null;
  const text = t('groups.history', { held: formats.number(progress.held), total: formats.number(progress.total) });
  return (
    <div className={styles['history']} role="status">
      <span>{text}</span>
      <ProgressBar label={text} value={progress.held} most={progress.total} />
    </div>
  );
}
