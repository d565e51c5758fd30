import { type ReactNode, useState } from 'react';
import type { Avatar as AvatarRecord } from '@domain/profile/profile.ts';
import { useAvatarLabels, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import type { AvatarPicture, MediaErrorCode } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { AvatarEditor } from '@ui/picture/AvatarEditor.tsx';
import styles from './Onboarding.module.css';

export interface OwnAvatarProps {
  readonly name: string;
  readonly avatar: AvatarRecord;
  readonly onChange: (avatar: AvatarRecord) => void;
}

/** The own picture: drawn from the name as it is typed, or a chosen one. */
export function OwnAvatar({ name, avatar, onChange }: OwnAvatarProps): ReactNode {
  const media = useMedia();
  const labels = useAvatarLabels();
  const errorText = useMediaErrorText();
  const [error, setError] = useState<MediaErrorCode | null>(null);
  return (
    <div className={styles['avatar']}>
      <AvatarEditor<AvatarPicture, MediaErrorCode>
        labels={labels}
        hasPicture={avatar.kind === 'picture'}
        open={(file) => media.openPicture(file)}
        onChange={(picture) => onChange(picture ?? { kind: 'generated' })}
        onError={setError}
      >
        <Avatar account={null} name={name} avatar={avatar} size="huge" />
      </AvatarEditor>
      {error !== null && (
        <p role="alert" className={styles['error']}>
          {errorText(error)}
        </p>
      )}
    </div>
  );
}
