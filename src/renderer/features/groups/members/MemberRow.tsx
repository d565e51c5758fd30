import { memo, type ReactNode } from 'react';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { Group, GroupMember } from '@services/workspace/groupWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import type { MemberQuestion } from './memberQuestion.ts';
import styles from './Members.module.css';
import { useMemberMenu } from './useMemberMenu.tsx';

export interface MemberRowProps {
  readonly member: GroupMember;
  readonly group: Group;
  readonly isOnline: boolean;
  readonly onOpenContact: (account: string) => void;
  readonly onAsk: (question: MemberQuestion) => void;
}

/** One member: who, what they are here, and what one may do about it. */
export const MemberRow = memo(function MemberRow(props: MemberRowProps): ReactNode {
  const { member } = props;
  const t = useT();
  const menu = useMemberMenu(props);
  const name = isolate(member.name);
  const open = () =>
    member.isContact ? props.onOpenContact(member.account) : props.onAsk({ kind: 'stranger', member });
  return (
    <div className={styles['member']}>
      <Avatar
        account={member.account}
        name={member.name}
        avatar={member.avatar}
        online={props.isOnline ? t('common.online') : null}
      />
      <div className={styles['who']}>
        <span className={styles['name']}>
          {member.isSelf ? t('common.you') : <PersonName isLine>{member.name}</PersonName>}
        </span>
        <Origin member={member} group={props.group} />
      </div>
      {member.role !== 'member' && (
        <span className={styles['role']} data-role={member.role}>
          {t(`groups.members.${member.role}`)}
        </span>
      )}
      {!member.isSelf && (
        <>
          <button
            type="button"
            className={styles['cover']}
            aria-label={t('groups.members.open', { name })}
            onClick={open}
          />
          <span className={styles['menu']}>
            <MenuButton label={t('groups.members.menu', { name })} items={menu} />
          </span>
        </>
      )}
    </div>
  );
});

function Origin({ member, group }: Pick<MemberRowProps, 'member' | 'group'>): ReactNode {
  const t = useT();
  if (!member.isSelf && !member.isContact)
    return <span className={styles['origin']}>{t('groups.members.stranger')}</span>;
  return (
    <span className={styles['origin']}>
      {member.addedBy === null
        ? t('groups.members.founder')
        : isOwnName(group, member.addedBy)
          ? t('groups.members.addedByYou')
          : t('groups.members.addedBy', { name: isolate(member.addedBy) })}
    </span>
  );
}

/** Whether a name can only be one's own. */
function isOwnName(group: Group, name: string): boolean {
  const bearers = [...group.members, ...group.former].filter((one) => one.name === name);
  return bearers.length === 1 && group.members.some((one) => one.isSelf && one.name === name);
}
