import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group, GroupMember } from '@services/workspace/groupWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useDeed } from '../useDeed.ts';

export interface RemoveMemberDialogProps {
  readonly group: Group;
  readonly member: GroupMember;
  readonly onClose: () => void;
}

/** Asks before someone is removed; a contact can be added back at once. */
export function RemoveMemberDialog({ group, member, onClose }: RemoveMemberDialogProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const name = isolate(member.name);
  const addBack = () =>
    deed(
      () => workspace.addMembers(group.space, [member.account]),
      () => toast({ text: t('groups.member.backIn', { name }) }),
    );
  const remove = () => {
    onClose();
    deed(
      () => workspace.removeMember(group.space, member.account),
      () =>
        toast({
          text: t('groups.member.removed', { name }),
          ...(member.isContact && { action: { label: t('groups.member.addBack'), onAction: addBack } }),
        }),
    );
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('groups.member.removeTitle', { name })}
      confirmLabel={t('groups.member.removeConfirm')}
      cancelLabel={t('common.cancel')}
      tone="danger"
      onCancel={onClose}
      onConfirm={remove}
    >
      {t('groups.member.removeText', { name })}
    </ConfirmDialog>
  );
}
