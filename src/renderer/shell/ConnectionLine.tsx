import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Contact, Workspace } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from './ConnectionLine.module.css';

/** The truth about the way to others, in one line. */
export function ConnectionLine({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const t = useT();
  const status = useSnapshot(workspace.connection);
  const contacts = useQueryValue<readonly Contact[] | null>(
    useMemo(() => workspace.contacts(), [workspace]),
    null,
  );
  const state = status.state === 'looking' && contacts?.length === 0 ? 'alone' : status.state;
  return (
    <div
      className={styles['line']}
      role="status"
      data-state={status.state}
      data-tooltip={t(`shell.connection.${state}.hint`)}
    >
      <span className={styles['dot']} aria-hidden />
      <span className={styles['text']}>
        {state === 'connected'
          ? t('shell.connection.connected', { count: status.devices })
          : t(`shell.connection.${state}`)}
      </span>
    </div>
  );
}
