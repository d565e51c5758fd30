import { type ReactNode, useState } from 'react';
import { useAvatarLabels, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import type { AvatarPicture, MediaErrorCode } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { AvatarEditor } from '@ui/picture/AvatarEditor.tsx';
import { ChannelAvatar } from './ChannelAvatar.tsx';

export interface ChannelPictureProps {
  readonly channel: Pick<ChannelView, 'id' | 'name' | 'picture'>;
  readonly onChange: (picture: string | null) => void;
}

/** The picture of a channel, to choose, change or take away. */
export function ChannelPicture({ channel, onChange }: ChannelPictureProps): ReactNode {
  const media = useMedia();
  const labels = useAvatarLabels();
  const errorText = useMediaErrorText();
  const [error, setError] = useState<MediaErrorCode | null>(null);
  return (
    <>
      <AvatarEditor<AvatarPicture, MediaErrorCode>
        labels={labels}
        hasPicture={channel.picture !== null}
        open={(file) => media.openPicture(file)}
        onChange={(chosen) => onChange(chosen === null ? null : dataUrl(chosen))}
        onError={setError}
      >
        <ChannelAvatar channel={channel} size="huge" />
      </AvatarEditor>
      {error !== null && <AlertBanner tone="danger">{errorText(error)}</AlertBanner>}
    </>
  );
}

function dataUrl({ type, bytes }: AvatarPicture): string {
  return `data:${type};base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
