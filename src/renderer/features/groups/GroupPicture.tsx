import { type ReactNode, useState } from 'react';
import type { Avatar as AvatarRecord } from '@domain/profile/profile.ts';
import { useAvatarLabels, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import type { AvatarPicture, MediaErrorCode } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { AvatarEditor } from '@ui/picture/AvatarEditor.tsx';

export interface GroupPictureProps {
  /** Seeds the drawn picture: the space of a group that is there. */
  readonly seed: string;
  readonly name: string;
  readonly picture: AvatarRecord;
  readonly onChange: (picture: AvatarRecord) => void;
}

/** The picture of a group, to choose, change or take away. */
export function GroupPicture({ seed, name, picture, onChange }: GroupPictureProps): ReactNode {
  const media = useMedia();
  const labels = useAvatarLabels();
  const errorText = useMediaErrorText();
  const [error, setError] = useState<MediaErrorCode | null>(null);
  return (
    <>
      <AvatarEditor<AvatarPicture, MediaErrorCode>
        labels={labels}
        hasPicture={picture.kind === 'picture'}
        open={(file) => media.openPicture(file)}
        onChange={(chosen) => onChange(chosen ?? { kind: 'generated' })}
        onError={setError}
      >
        <Avatar account={seed} name={name} avatar={picture} size="huge" isGroup />
      </AvatarEditor>
      {error !== null && <AlertBanner tone="danger">{errorText(error)}</AlertBanner>}
    </>
  );
}
