import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { IndexProgress } from '@ports/searchShelf.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Discover.module.css';

const READY: IndexProgress = { state: 'ready', done: 0, total: 0 };
/** For so long after a damaged index was thrown away it is said, ms. */
const TOLD_FOR = 10 * 60_000;

/** How far the index has come, while that is not all the way; and a way to begin anew where it came to a stop. */
export function IndexLine(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const { discover } = workspace;
  const { state, done, total, mendedAt } = useQueryValue(
    useMemo(() => discover.index(), [discover]),
    READY,
  );
  const isMended = isLately(mendedAt, useNow());
  if (state === 'ready') return isMended ? <Mended /> : null;
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
      {isMended && <p>{t('discover.index.mended')}</p>}
      <p>{t('discover.index.building', values)}</p>
      <ProgressBar value={done} most={total} label={t('discover.index.label')} />
    </div>
  );
}

function Mended(): ReactNode {
  const t = useT();
  return (
    <p className={styles['index']} role="status">
      {t('discover.index.mended')}
    </p>
  );
}

function isLately(at: number | undefined, now: number): boolean {
  return at !== undefined && Math.abs(now - at) < TOLD_FOR;
}
