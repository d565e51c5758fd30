import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { InvitesSection } from '../invites/InvitesSection.tsx';
import { MembersSection } from '../members/MembersSection.tsx';
import { EndSection } from './EndSection.tsx';
import { GroupHead } from './GroupHead.tsx';
import styles from './GroupPage.module.css';
import { PinnedSection } from './PinnedSection.tsx';
import { RulesSection } from './RulesSection.tsx';

export interface GroupPageProps {
  readonly group: Group;
  readonly onOpenChat: (space: string, message?: string) => void;
  readonly onOpenContact: (account: string) => void;
  readonly onAddContact: () => void;
}

/** Everything about one group. */
export function GroupPage(props: GroupPageProps): ReactNode {
  const { group, onOpenChat } = props;
  const t = useT();
  const isIn = group.state === 'active';
  return (
    <article className={styles['page']} aria-label={t('groups.page.label', { name: isolate(group.name) })}>
      <div className={styles['back']}>
        <IconButton
          label={t('groups.page.back')}
          icon={<ArrowLeft aria-hidden />}
          directional
          autoFocus
          onClick={() => onOpenChat(group.space)}
        />
      </div>
      <div className={styles['column']}>
        <GroupHead group={group} onOpenChat={onOpenChat} />
        {group.members.length > 0 && (
          <MembersSection group={group} onOpenContact={props.onOpenContact} onAddContact={props.onAddContact} />
        )}
        {isIn && group.rights.invite && <InvitesSection group={group} />}
        {isIn && <PinnedSection group={group} onOpenChat={onOpenChat} />}
        {isIn && <RulesSection group={group} />}
        <EndSection group={group} />
      </div>
    </article>
  );
}
