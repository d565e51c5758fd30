import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Find.module.css';

const READY = { state: 'ready', done: 0, total: 0 } as const;

/** Says so while not all that was said can be found yet. */
export function FindIndexLine(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { discover } = useWorkspace();
  const { state, done, total } = useQueryValue(
    useMemo(() => discover.index(), [discover]),
    READY,
  );
  if (state === 'ready') return null;
  const values = { done: formats.number(done), total: formats.number(total) };
  return (
    <p className={styles['index']} role="status">
      {state === 'failed' ? t('discover.index.failed') : t('discover.index.building', values)}
    </p>
  );
}
