import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelRole, ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useChannels } from '../useChannels.ts';
import styles from './Settings.module.css';

export interface AdmitDialogProps {
  readonly channel: ChannelView;
  readonly onClose: () => void;
}

type Role = Exclude<ChannelRole, 'owner'>;

const FORM = 'admit-editor';

/** Makes somebody an editor who sent their request, by whatever way. */
export function AdmitDialog({ channel, onClose }: AdmitDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const [request, setRequest] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const option = (value: Role) => ({
    value,
    label: t(`channels.role.${value}`),
    description: t(`channels.role.${value}.text`),
  });
  return (
    <Dialog
      isOpen
      title={t('channels.editors.admit')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={FORM} pending={act.isPending} disabled={request.trim() === ''}>
            {t('channels.editors.admit.do')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          act.run(() => channels.admitEditor(channel.id, request.trim(), role), onClose);
        }}
      >
        <p className={styles['hint']}>{t('channels.editors.admit.text')}</p>
        <TextArea
          label={t('channels.editors.request')}
          dir="ltr"
          spellCheck={false}
          rows={3}
          autoFocus
          value={request}
          onChange={(text) => {
            setRequest(text);
            act.clear();
          }}
        />
        <RadioGroup
          label={t('channels.role')}
          value={role}
          options={[option('editor'), option('writer')]}
          onChange={setRole}
        />
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </form>
    </Dialog>
  );
}
