import { Pin, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import type { Message } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useMessageWords } from '../text/useMessageWords.ts';
import { useOpenGroup } from './groupContext.ts';
import styles from './Groups.module.css';
import { usePin } from './usePin.ts';

export interface PinnedBarProps {
  readonly messages: readonly Message[];
  /** Brings a message into sight, or the newest where it is not loaded. */
  readonly onGo: (id: string) => void;
}

/** The newest pinned message of the open group, above its talk. */
export function PinnedBar(props: PinnedBarProps): ReactNode {
  const group = useOpenGroup()?.group ?? null;
  const newest = group?.pinned[0];
  return group === null || newest === undefined ? null : <Bar {...props} group={group} id={newest} />;
}

function Bar({
  messages,
  onGo,
  group,
  id,
}: PinnedBarProps & { readonly group: Group; readonly id: string }): ReactNode {
  const t = useT();
  const pin = usePin(group.space);
  return (
    <aside className={styles['pinned']} aria-label={t('groups.pin.bar')}>
      <Pin aria-hidden />
      <button type="button" onClick={() => onGo(id)} data-tooltip={t('groups.pin.go')}>
        <strong>{t('groups.pin.count', { count: group.pinned.length })}</strong>
        <PinnedWords message={messages.find((one) => one.id === id)} />
      </button>
      {group.rights.pin && (
        <IconButton size="small" label={t('groups.unpin')} icon={<X aria-hidden />} onClick={() => pin(id, false)} />
      )}
    </aside>
  );
}

/** Who said what; of a message that is not loaded, only where it is. */
function PinnedWords({ message }: { readonly message: Message | undefined }): ReactNode {
  const t = useT();
  const words = useMessageWords();
  const people = useOpenGroup()?.people;
  if (message === undefined) return <span>{t('groups.pin.elsewhere')}</span>;
  const author = message.own ? t('common.you') : people?.get(message.author)?.name;
  return (
    <span>
      {author !== undefined && <>{t('groups.list.author', { name: isolate(author) })} </>}
      <bdi>{words(message.body).slice(0, 200)}</bdi>
    </span>
  );
}
