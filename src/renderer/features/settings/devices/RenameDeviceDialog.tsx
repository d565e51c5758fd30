import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';

/** A name for a device, for oneself. */
export function RenameDeviceDialog(props: { readonly device: OwnDevice; readonly onClose: () => void }): ReactNode {
  const { device, onClose } = props;
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [name, setName] = useState(device.name);
  const act = useAct<WorkspaceErrorCode>();
  const save = () => act.run(() => workspace.nameDevice(device.device, name), onClose);
  return (
    <Dialog
      isOpen
      size="small"
      title={t('devices.renameTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" pending={act.isPending} onClick={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={t('devices.name')}
          description={t('devices.nameText')}
          autoFocus
          value={name}
          error={act.error === null ? null : errorText(act.error)}
          onChange={(value) => {
            setName(value);
            act.clear();
          }}
        />
      </form>
    </Dialog>
  );
}
