import { type ReactNode, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { MemberPicker } from '../pick/MemberPicker.tsx';

/** Contacts to add: they are members at once. */
export function AddMembersDialog({
  group,
  onClose,
}: {
  readonly group: Group;
  readonly onClose: () => void;
}): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>(() => new Set());
  const inside = useMemo(() => new Set(group.members.map(({ account }) => account)), [group.members]);
  const add = () =>
    act.run(
      () => workspace.addMembers(group.space, [...chosen]),
      () => {
        toast({ text: t('groups.members.added', { count: chosen.size }) });
        onClose();
      },
    );
  return (
    <Dialog
      isOpen
      title={t('groups.members.add')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" disabled={chosen.size === 0} pending={act.isPending} onClick={add}>
            {t('groups.members.add')}
          </Button>
        </>
      }
    >
      <MemberPicker chosen={chosen} without={inside} onChange={setChosen} />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </Dialog>
  );
}
