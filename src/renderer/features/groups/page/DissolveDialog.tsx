import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './GroupPage.module.css';

/** Asks for the name of the group before it is ended for everyone. */
export function DissolveDialog({ group, onClose }: { readonly group: Group; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [typed, setTyped] = useState('');
  const name = isolate(group.name);
  const isRight = typed.trim().normalize() === group.name.normalize();
  const dissolve = () =>
    act.run(
      () => workspace.dissolveGroup(group.space),
      () => {
        toast({ text: t('groups.dissolve.done', { name }) });
        onClose();
      },
    );
  return (
    <Dialog isOpen size="small" title={t('groups.dissolve.title', { name })} onClose={onClose}>
      <form
        className={styles['ask']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) dissolve();
        }}
      >
        <p>{t('groups.dissolve.body')}</p>
        <TextField label={t('groups.dissolve.type', { name })} autoFocus value={typed} onChange={setTyped} />
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
        <div className={styles['buttons']}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="danger" type="submit" disabled={!isRight} pending={act.isPending}>
            {t('groups.dissolve.button')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
