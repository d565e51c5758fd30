import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useAvatarLabels, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import type { AvatarPicture, MediaErrorCode } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnProfile, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { TextField } from '@ui/controls/TextField.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import type { Act } from '@ui/hooks/useAct.ts';
import { AvatarEditor } from '@ui/picture/AvatarEditor.tsx';
import styles from './Profile.module.css';

export interface OwnCardProps {
  readonly own: OwnProfile;
  readonly act: Act<WorkspaceErrorCode>;
  readonly nameError: WorkspaceErrorCode | null;
}

/** Own picture and name; both are kept as soon as they are changed. */
export function OwnCard({ own, act, nameError }: OwnCardProps): ReactNode {
  const workspace = useWorkspace();
  const media = useMedia();
  const labels = useAvatarLabels();
  const mediaErrorText = useMediaErrorText();
  const [error, setError] = useState<MediaErrorCode | null>(null);
  const { account, profile } = own;
  return (
    <div className={styles['own']}>
      <AvatarEditor<AvatarPicture, MediaErrorCode>
        labels={labels}
        hasPicture={profile.avatar.kind === 'picture'}
        open={(file) => media.openPicture(file)}
        onChange={(picture) =>
          act.run(() => workspace.updateProfile({ name: profile.name, avatar: picture ?? { kind: 'generated' } }))
        }
        onError={setError}
      >
        <Avatar account={account} name={profile.name} avatar={profile.avatar} size="huge" />
      </AvatarEditor>
      <div className={styles['fields']}>
        <NameField key={profile.name} own={own} act={act} error={nameError} />
        {error !== null && (
          <p role="alert" className={styles['error']}>
            {mediaErrorText(error)}
          </p>
        )}
      </div>
    </div>
  );
}

function NameField(props: {
  readonly own: OwnProfile;
  readonly act: Act<WorkspaceErrorCode>;
  readonly error: WorkspaceErrorCode | null;
}): ReactNode {
  const { own, act, error } = props;
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [name, setName] = useState(own.profile.name);
  const keep = () => {
    if (name !== own.profile.name) act.run(() => workspace.updateProfile({ name, avatar: own.profile.avatar }));
  };
  return (
    <TextField
      label={t('settings.profile.name')}
      description={t('settings.profile.name.hint')}
      value={name}
      error={error === null ? null : errorText(error)}
      onChange={(value) => {
        setName(value);
        act.clear();
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep();
        if (event.key === 'Escape') setName(own.profile.name);
      }}
    />
  );
}
