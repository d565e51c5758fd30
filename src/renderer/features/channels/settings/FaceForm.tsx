import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelFace, ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { ChannelPicture } from '../ChannelPicture.tsx';
import { useChannels } from '../useChannels.ts';
import styles from './Settings.module.css';

type Face = Pick<ChannelFace, 'name' | 'description' | 'picture' | 'welcome'>;

/** What a channel shows of itself. */
export function FaceForm({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const [part, setPart] = useState<Partial<Face>>({});
  const face = { ...channel, ...part };
  const change = (next: Partial<Face>) => {
    setPart({ ...part, ...next });
    act.clear();
  };
  const save = () =>
    act.run(
      () => channels.changeChannel(channel.id, part),
      () => {
        setPart({});
        toast({ text: t('channels.face.saved') });
      },
    );
  const isChanged = Object.keys(part).length > 0;
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && face.name.trim() !== '') save();
      }}
    >
      <div className={styles['picture']}>
        <ChannelPicture channel={face} onChange={(picture) => change({ picture })} />
      </div>
      <TextField
        label={t('channels.face.name')}
        maxLength={64}
        value={face.name}
        onChange={(name) => change({ name })}
      />
      <TextArea
        label={t('channels.face.description')}
        rows={3}
        maxLength={1000}
        value={face.description}
        onChange={(description) => change({ description })}
      />
      <TextArea
        label={t('channels.face.welcome')}
        description={t('channels.face.welcome.text')}
        rows={3}
        maxLength={1000}
        value={face.welcome}
        onChange={(welcome) => change({ welcome })}
      />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['foot']}>
        <Button
          variant="primary"
          type="submit"
          pending={act.isPending}
          disabled={!isChanged || face.name.trim() === ''}
        >
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
