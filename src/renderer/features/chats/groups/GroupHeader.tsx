import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from '../conversation/ConversationHeader.module.css';
import { TalkHeader } from '../conversation/TalkHeader.tsx';
import { useOpenGroup } from './groupContext.ts';

export interface GroupHeaderProps {
  readonly conversation: Conversation;
  readonly onOpenGroup: (space: string) => void;
  readonly onClose: () => void;
}

/** What group it is, who is here now, and what one can do. */
export function GroupHeader({ conversation, onOpenGroup, onClose }: GroupHeaderProps): ReactNode {
  const t = useT();
  return (
    <TalkHeader
      conversation={conversation}
      openLabel={t('groups.header.open', { name: isolate(conversation.name) })}
      menuLabel={t('groups.header.menu')}
      show={{ id: 'group', label: t('groups.header.show'), icon: <Info aria-hidden /> }}
      onOpen={() => onOpenGroup(conversation.space)}
      onClose={onClose}
    >
      <Standing conversation={conversation} />
    </TalkHeader>
  );
}

/** How many they are and who is here, or why one is not among them. */
function Standing({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const group = useOpenGroup()?.group ?? null;
  const { groupState } = conversation;
  if (groupState !== null && groupState !== 'active')
    return <span className={styles['presence']}>{t(`groups.header.${groupState}`)}</span>;
  if (group === null) return <span className={styles['presence']} />;
  return <Here group={group} />;
}

function Here({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const presence = useSnapshot(useWorkspace().presence);
  const here = group.members.filter(({ account, isSelf }) => !isSelf && presence.has(account));
  const names = formats.list(here.map(({ name }) => isolate(name)));
  const members = t('groups.header.members', { count: group.members.length });
  if (here.length === 0) return <span className={styles['presence']}>{members}</span>;
  return (
    <span className={styles['presence']} data-tooltip={t('groups.header.hereNames', { names })}>
      {`${members} · `}
      <span className={styles['online']}>
        {here.length <= 2 ? t('groups.header.hereNames', { names }) : t('groups.header.here', { count: here.length })}
      </span>
    </span>
  );
}
