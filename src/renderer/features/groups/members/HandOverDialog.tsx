import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group, GroupMember } from '@services/workspace/groupWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Members.module.css';

export interface HandOverDialogProps {
  readonly group: Group;
  /** To whom; null leaves the choice open. */
  readonly target: GroupMember | null;
  readonly onClose: () => void;
}

/** Gives the group to someone else: only after the person said in so many words that they want that. */
export function HandOverDialog({ group, target, onClose }: HandOverDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const others = group.members.filter(({ isSelf }) => !isSelf);
  const [chosen, setChosen] = useState<string>(target?.account ?? others[0]?.account ?? '');
  const [isSure, setSure] = useState(false);
  const heir = others.find(({ account }) => account === chosen);
  if (heir === undefined) return null;
  const name = isolate(heir.name);
  const handOver = () =>
    act.run(
      () => workspace.handOverGroup(group.space, heir.account),
      () => {
        toast({ text: t('groups.handOver.done', { name }) });
        onClose();
      },
    );
  return (
    <Dialog
      isOpen
      size="small"
      title={t('groups.handOver.title', { name })}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" disabled={!isSure} pending={act.isPending} onClick={handOver}>
            {t('groups.handOver.confirm')}
          </Button>
        </>
      }
    >
      <div className={styles['handOver']}>
        {target === null && (
          <Select
            label={t('groups.handOver.choose')}
            value={chosen}
            options={others.map((member) => ({ value: member.account, label: member.name }))}
            onChange={(account) => {
              setChosen(account);
              setSure(false);
            }}
          />
        )}
        <p>{t('groups.handOver.text', { name })}</p>
        <Checkbox label={t('groups.handOver.sure', { name })} checked={isSure} onChange={setSure} />
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </div>
    </Dialog>
  );
}
