import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { type Translate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group, GroupInvite } from '@services/workspace/groupWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { type Lifetime, LIFETIMES, type Limit, LIMITS } from './inviteStates.ts';
import styles from './Invites.module.css';

export interface NewInviteDialogProps {
  readonly group: Group;
  readonly onMade: (invite: GroupInvite) => void;
  readonly onClose: () => void;
}

/** How long a link is to work, and for how many. */
export function NewInviteDialog({ group, onMade, onClose }: NewInviteDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [lifetime, setLifetime] = useState<Lifetime>('7d');
  const [limit, setLimit] = useState<Limit>('20');
  const make = () =>
    act.run(
      () => workspace.createGroupInvite(group.space, { lifetime: LIFETIMES[lifetime], limit: LIMITS[limit] }),
      onMade,
    );
  return (
    <Dialog
      isOpen
      size="small"
      title={t('groups.invites.new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" autoFocus pending={act.isPending} onClick={make}>
            {t('groups.invites.make')}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <Select
          label={t('groups.invites.lifetime')}
          value={lifetime}
          options={lifetimeOptions(t)}
          onChange={setLifetime}
        />
        <Select label={t('groups.invites.limit')} value={limit} options={limitOptions(t)} onChange={setLimit} />
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </div>
    </Dialog>
  );
}

function lifetimeOptions(t: Translate): readonly { readonly value: Lifetime; readonly label: string }[] {
  return [
    { value: '1h', label: t('groups.invites.hours', { count: 1 }) },
    { value: '1d', label: t('groups.invites.days', { count: 1 }) },
    { value: '7d', label: t('groups.invites.days', { count: 7 }) },
    { value: '30d', label: t('groups.invites.days', { count: 30 }) },
  ];
}

function limitOptions(t: Translate): readonly { readonly value: Limit; readonly label: string }[] {
  const people = (['1', '5', '20', '100'] as const).map((value) => ({
    value,
    label: t('groups.invites.people', { count: LIMITS[value] }),
  }));
  return [...people, { value: 'none', label: t('groups.invites.noLimit') }];
}
