import { Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useOwnName } from '../useOwnName.ts';
import { useChannels } from '../useChannels.ts';
import styles from './Settings.module.css';

export interface AskToEditDialogProps {
  readonly channel: ChannelView;
  readonly onClose: () => void;
}

/** Makes the request with which the owner makes one an editor. */
export function AskToEditDialog({ channel, onClose }: AskToEditDialogProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const own = useOwnName();
  const [name, setName] = useState<string | null>(null);
  const [request, setRequest] = useState<string | null>(null);
  const shownName = (name ?? own).trim();
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => toast({ text: t('channels.editors.ask.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  return (
    <Dialog
      isOpen
      title={t('channels.editors.ask.title', { name: isolate(channel.name) })}
      closeLabel={t('common.close')}
      size="small"
      onClose={onClose}
      footer={
        request === null ? (
          <Button
            variant="primary"
            pending={act.isPending}
            disabled={shownName === ''}
            onClick={() =>
              act.run(
                () => channels.askToEdit(channel.id, shownName),
                (made) => setRequest(made.request),
              )
            }
          >
            {t('channels.editors.ask.make')}
          </Button>
        ) : (
          <Button variant="primary" icon={<Copy aria-hidden />} onClick={() => copy(request)}>
            {t('channels.editors.ask.copy')}
          </Button>
        )
      }
    >
      <div className={styles['form']}>
        <p className={styles['hint']}>{t('channels.editors.ask.text')}</p>
        {request === null ? (
          <TextField label={t('channels.editors.ask.name')} maxLength={64} value={name ?? own} onChange={setName} />
        ) : (
          <bdi className={styles['code']} dir="ltr">
            {request}
          </bdi>
        )}
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </div>
    </Dialog>
  );
}
