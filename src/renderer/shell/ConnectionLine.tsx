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
  const state = status.state === 'looking' && contacts !== null ? searchFor(contacts) : status.state;
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

/** What is being done while nobody is linked: looking for someone only where there is someone to look for. */
function searchFor(contacts: readonly Contact[]): 'alone' | 'waiting' | 'looking' {
  const wanted = contacts.filter(({ blocked, request }) => !blocked && (request === null || OPEN.has(request)));
  if (wanted.length === 0) return 'alone';
  // Who has our request is looked for to hear the answer, and says nothing until there is one.
  return wanted.every(({ request }) => request === 'received') ? 'waiting' : 'looking';
}

/** A request that may still be answered. */
const OPEN: ReadonlySet<NonNullable<Contact['request']>> = new Set(['sending', 'received']);
