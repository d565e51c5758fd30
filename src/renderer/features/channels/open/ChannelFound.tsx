import type { ReactNode } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelPreview } from '@services/workspace/channelWorkspace.ts';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { LookAlike } from './LookAlike.tsx';
import styles from './Open.module.css';

/** What a link says of a channel before one follows it. */
export function ChannelFound({ preview }: { readonly preview: ChannelPreview }): ReactNode {
  const t = useT();
  return (
    <div className={styles['found']}>
      <ChannelAvatar channel={{ ...preview, picture: null }} size="huge" />
      <h3>
        <PersonName>{preview.name}</PersonName>
      </h3>
      <LookAlike found={preview.lookAlike} />
      <p className={styles['hint']}>{t('channels.follow.what')}</p>
      <Fingerprint digits={preview.fingerprint} />
      <p className={styles['hint']}>{t('channels.fingerprint.hint')}</p>
    </div>
  );
}
