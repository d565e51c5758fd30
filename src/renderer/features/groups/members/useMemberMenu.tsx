import { CircleUser, Crown, ShieldCheck, ShieldOff, UserMinus, UserPlus } from 'lucide-react';
import { isolate, type Translate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group, GroupMember } from '@services/workspace/groupWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { useDeed } from '../useDeed.ts';
import type { MemberQuestion } from './memberQuestion.ts';

export interface MemberMenuProps {
  readonly member: GroupMember;
  readonly group: Group;
  readonly onOpenContact: (account: string) => void;
  readonly onAsk: (question: MemberQuestion) => void;
}

/** What one may do about a member; nothing that one may not is offered. */
export function useMemberMenu(props: MemberMenuProps): readonly MenuEntry[] {
  const { member, group } = props;
  const t = useT();
  const setRole = useSetRole(group, member);
  const { rights } = group;
  const entries: MenuEntry[] = [contactEntry(t, props)];
  if (rights.setRoles && member.role !== 'owner') {
    const isAdmin = member.role === 'admin';
    entries.push({
      id: 'role',
      label: t(isAdmin ? 'groups.member.makeMember' : 'groups.member.makeAdmin'),
      icon: isAdmin ? <ShieldOff aria-hidden /> : <ShieldCheck aria-hidden />,
      onAction: () => setRole(isAdmin ? 'member' : 'admin', false),
    });
  }
  if (rights.handOver) {
    entries.push({
      id: 'hand-over',
      label: t('groups.member.handOver'),
      icon: <Crown aria-hidden />,
      onAction: () => props.onAsk({ kind: 'hand-over', member }),
    });
  }
  if (rights.remove.has(member.account)) {
    entries.push({
      id: 'remove',
      label: t('groups.member.remove'),
      icon: <UserMinus aria-hidden />,
      isDanger: true,
      onAction: () => props.onAsk({ kind: 'remove', member }),
    });
  }
  return entries;
}

function contactEntry(t: Translate, { member, onOpenContact, onAsk }: MemberMenuProps): MenuEntry {
  if (member.isContact) {
    return {
      id: 'contact',
      label: t('groups.member.contact'),
      icon: <CircleUser aria-hidden />,
      onAction: () => onOpenContact(member.account),
    };
  }
  return {
    id: 'ask',
    label: t('groups.member.ask'),
    icon: <UserPlus aria-hidden />,
    onAction: () => onAsk({ kind: 'stranger', member }),
  };
}

type GivenRole = 'admin' | 'member';

/** Gives or takes the role at once, and offers to take that back. */
function useSetRole(group: Group, member: GroupMember): (role: GivenRole, isUndo: boolean) => void {
  const t = useT();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const name = isolate(member.name);
  const setRole = (role: GivenRole, isUndo: boolean): void =>
    deed(
      () => workspace.setRole(group.space, member.account, role),
      () => {
        if (isUndo) return;
        toast({
          text: t(role === 'admin' ? 'groups.member.madeAdmin' : 'groups.member.madeMember', { name }),
          action: { label: t('common.undo'), onAction: () => setRole(role === 'admin' ? 'member' : 'admin', true) },
        });
      },
    );
  return setRole;
}
