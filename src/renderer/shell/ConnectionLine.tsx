import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { ConnectionStatus, Workspace } from '@services/workspace/workspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from './ConnectionLine.module.css';

/** The truth about the way to others, in one line. */
export function ConnectionLine({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const t = useT();
  const status = useSnapshot(workspace.connection);
  return (
    <div className={styles['line']} role="status" data-state={status.state} data-tooltip={t(tooltipOf(status))}>
      <span className={styles['dot']} aria-hidden />
      <span className={styles['text']}>
        {status.state === 'connected'
          ? t('shell.connection.connected', { count: status.devices })
          : t(`shell.connection.${status.state}`)}
      </span>
    </div>
  );
}

function tooltipOf({ state }: ConnectionStatus) {
  return `shell.connection.${state}.hint` as const;
}
