import { type ReactNode, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelFace } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { ChannelPicture } from '../ChannelPicture.tsx';
import { useChannels } from '../useChannels.ts';
import styles from './Open.module.css';

export interface NewChannelDialogProps {
  readonly onClose: () => void;
  readonly onOpened: (channel: SpaceId) => void;
}

type Draft = Pick<ChannelFace, 'name' | 'description' | 'picture'>;

const FORM = 'new-channel';
/** Before there is a channel there is nothing to draw from. The text is no id of anything. */
const NO_CHANNEL = 'new-channel' as SpaceId;

/** Opens a channel: a name is all it takes. */
export function NewChannelDialog({ onClose, onOpened }: NewChannelDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const [draft, setDraft] = useState<Draft>({ name: '', description: '', picture: null });
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    act.clear();
  };
  const open = () =>
    act.run(
      () => channels.openChannel({ ...draft, name: draft.name.trim(), description: draft.description.trim() }),
      ({ channel }) => {
        onClose();
        onOpened(channel);
      },
    );
  return (
    <Dialog
      isOpen
      title={t('channels.new')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={FORM}
            pending={act.isPending}
            disabled={draft.name.trim() === ''}
          >
            {t('channels.new.open')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.name.trim() !== '') open();
        }}
      >
        <div className={styles['picture']}>
          <ChannelPicture channel={{ ...draft, id: NO_CHANNEL }} onChange={(picture) => change({ picture })} />
        </div>
        <TextField
          label={t('channels.face.name')}
          autoFocus
          maxLength={64}
          placeholder={t('channels.face.name.example')}
          value={draft.name}
          onChange={(name) => change({ name })}
        />
        <TextArea
          label={t('channels.face.description')}
          rows={2}
          maxLength={1000}
          placeholder={t('channels.face.description.example')}
          value={draft.description}
          onChange={(description) => change({ description })}
        />
        <p className={styles['hint']}>{t('channels.new.hint')}</p>
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </form>
    </Dialog>
  );
}
