import { DoorOpen, Trash2, UnfoldVertical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { HandOverDialog } from '../members/HandOverDialog.tsx';
import { useDeed } from '../useDeed.ts';
import { DissolveDialog } from './DissolveDialog.tsx';

/** How one gets out: by leaving, by ending it for all, and then by deleting it here. */
export function EndSection({ group }: { readonly group: Group }): ReactNode {
  if (group.state === 'active') {
    return (
      <Section>
        {group.role === 'owner' ? <OwnerRow group={group} /> : <LeaveRow group={group} />}
        {group.rights.dissolve && <DissolveRow group={group} />}
      </Section>
    );
  }
  return (
    <Section>
      <DeleteRow group={group} />
    </Section>
  );
}

function LeaveRow({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const name = isolate(group.name);
  return (
    <Row icon={<DoorOpen aria-hidden />} title={t('groups.leave')} text={t('groups.leave.text')}>
      <ConfirmButton
        label={t('groups.leave.button')}
        variant="danger"
        title={t('groups.leave.title', { name })}
        confirmLabel={t('groups.leave.button')}
        cancelLabel={t('common.cancel')}
        onConfirm={() =>
          deed(
            () => workspace.leaveGroup(group.space),
            () => toast({ text: t('groups.leave.left', { name }) }),
          )
        }
      >
        {t('groups.leave.body')}
      </ConfirmButton>
    </Row>
  );
}

/** An owner cannot go before the group has another, or has ended. */
function OwnerRow({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const isAlone = group.members.length <= 1;
  return (
    <Row
      icon={<DoorOpen aria-hidden />}
      title={t('groups.leave')}
      text={t(isAlone ? 'groups.leave.ownerAlone' : 'groups.leave.owner')}
    >
      {!isAlone && <Button onClick={() => setOpen(true)}>{t('groups.handOver.confirm')}</Button>}
      {isOpen && <HandOverDialog group={group} target={null} onClose={() => setOpen(false)} />}
    </Row>
  );
}

function DissolveRow({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  return (
    <Row icon={<UnfoldVertical aria-hidden />} title={t('groups.dissolve')} text={t('groups.dissolve.text')}>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('groups.dissolve.button')}
      </Button>
      {isAsking && <DissolveDialog group={group} onClose={() => setAsking(false)} />}
    </Row>
  );
}

function DeleteRow({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const name = isolate(group.name);
  const onDeleted = () => {
    toast({ text: t('groups.delete.done', { name }) });
    if (location.hash.startsWith(`#/chats/${group.space}`)) navigate('/chats');
  };
  return (
    <Row icon={<Trash2 aria-hidden />} title={t('groups.delete')} text={t('groups.delete.text')}>
      <ConfirmButton
        label={t('common.delete')}
        variant="danger"
        title={t('groups.delete.title', { name })}
        confirmLabel={t('common.delete')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => deed(() => workspace.deleteGroup(group.space), onDeleted)}
      >
        {t('groups.delete.body')}
      </ConfirmButton>
    </Row>
  );
}
