import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Discover.module.css';

const READY = { state: 'ready', done: 0, total: 0 } as const;

/** How far the index has come, while that is not all the way; and a way to begin anew where it came to a stop. */
export function IndexLine(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const { discover } = workspace;
  const { state, done, total } = useQueryValue(
    useMemo(() => discover.index(), [discover]),
    READY,
  );
  if (state === 'ready') return null;
  if (state === 'failed') {
    return (
      <div className={styles['index']} role="status">
        <p>{t('discover.index.failed')}</p>
        <Button onClick={() => void workspace.rebuildIndex()}>{t('discover.index.again')}</Button>
      </div>
    );
  }
  const values = { done: formats.number(done), total: formats.number(total) };
  return (
    <div className={styles['index']} role="status">
      <p>{t('discover.index.building', values)}</p>
      <ProgressBar value={done} most={total} label={t('discover.index.label')} />
    </div>
  );
}
