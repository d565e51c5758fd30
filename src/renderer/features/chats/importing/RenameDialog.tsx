import { type ReactNode, useState } from 'react';
import { MAX_IMPORT_NAME } from '@domain/importing/records.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Importing.module.css';

export interface RenameDialogProps {
  readonly chat: Pick<ImportedTalk, 'space' | 'name'>;
  readonly onClose: () => void;
}

/** Gives an imported chat another name. */
export function RenameDialog({ chat, onClose }: RenameDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [name, setName] = useState(chat.name);
  return (
    <Dialog
      isOpen
      size="small"
      title={t('importing.rename')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            disabled={name.trim() === ''}
            pending={act.isPending}
            onClick={() => act.run(() => workspace.renameImport(chat.space, name), onClose)}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
        <TextField label={t('importing.name')} maxLength={MAX_IMPORT_NAME} value={name} onChange={setName} />
      </div>
    </Dialog>
  );
}
