import type { ReactNode } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelPreview } from '@services/workspace/channelWorkspace.ts';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { LookAlike } from './LookAlike.tsx';
import styles from './Open.module.css';

export interface ChannelFoundProps {
  readonly preview: ChannelPreview;
  /** Below a dialog's title, or a page's. */
  readonly level?: 2 | 3;
}

/** What a link says of a channel before one follows it. */
export function ChannelFound({ preview, level = 3 }: ChannelFoundProps): ReactNode {
  const t = useT();
  const Heading = `h${level}` as const;
  return (
    <div className={styles['found']}>
      <ChannelAvatar channel={{ ...preview, picture: null }} size="huge" />
      <Heading>
        <PersonName>{preview.name}</PersonName>
      </Heading>
      <LookAlike found={preview.lookAlike} />
      <p className={styles['hint']}>{t('channels.follow.what')}</p>
      <Fingerprint digits={preview.fingerprint} />
      <p className={styles['hint']}>{t('channels.fingerprint.hint')}</p>
    </div>
  );
}
