import { Pin, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import { useOpenGroup } from './groupContext.ts';
import styles from './Groups.module.css';
import { usePin } from './usePin.ts';

export interface PinnedBarProps {
  /** Brings a message into sight, or says that it is not here. */
  readonly onGo: (id: EventId) => void;
}

/** The newest pinned message of the open group, above its talk. */
export function PinnedBar({ onGo }: PinnedBarProps): ReactNode {
  const group = useOpenGroup()?.group ?? null;
  const newest = group?.pinned[0];
  return group === null || newest === undefined ? null : <Bar key={newest} group={group} id={newest} onGo={onGo} />;
}

function Bar({ onGo, group, id }: PinnedBarProps & { readonly group: Group; readonly id: EventId }): ReactNode {
  const t = useT();
  const pin = usePin(group.space);
  return (
    <aside className={styles['pinned']} aria-label={t('groups.pin.bar')}>
      <Pin aria-hidden />
      <button type="button" onClick={() => onGo(id)} data-tooltip={t('groups.pin.go')}>
        <strong>{t('groups.pin.count', { count: group.pinned.length })}</strong>
        <PinnedWords group={group} id={id} />
      </button>
      {group.rights.pin && (
        <IconButton size="small" label={t('groups.unpin')} icon={<X aria-hidden />} onClick={() => pin(id, false)} />
      )}
    </aside>
  );
}

/** Who said what; of a message that is not here, that it is not. */
function PinnedWords({ group, id }: { readonly group: Group; readonly id: EventId }): ReactNode {
  const t = useT();
  const words = useMessageWords();
  const workspace = useWorkspace();
  const people = useOpenGroup()?.people;
  const found = useSteadyQuery(useMemo(() => workspace.message(group.space, id), [workspace, group.space, id]));
  if (found.status !== 'ready') return <span>{'\u00a0'}</span>;
  const message = found.value;
  if (message === null) return <span>{t('groups.pin.missing')}</span>;
  const author = message.own ? t('common.you') : people?.get(message.author)?.name;
  return (
    <span>
      {author !== undefined && <>{t('chats.list.author', { name: isolate(author) })} </>}
      <bdi>{words(message.body).slice(0, 200)}</bdi>
    </span>
  );
}
