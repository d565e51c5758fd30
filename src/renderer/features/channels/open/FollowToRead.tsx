import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useChannel } from '../useChannels.ts';
import { ChannelFound } from './ChannelFound.tsx';
import styles from './Open.module.css';
import { useFollow } from './useFollow.ts';
import { useOnce } from './useOnce.ts';

export interface FollowToReadProps {
  readonly channel: SpaceId;
  /** As somebody gave it with the post. */
  readonly link: string;
}

/** In place of a post somebody passed on: what its channel is, and following it. Once the post has come its page is shown. */
export function FollowToRead({ channel, link }: FollowToReadProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const query = useChannel(channel);
  // The page looks for the post again by itself.
  const { found, act, look, follow } = useFollow(() => undefined);
  useOnce(link, look);
  if (query.status === 'loading') return null;
  if (query.status === 'ready' && query.value?.followed === true) {
    return (
      <EmptyState illustration="tree" title={t('channels.read.coming')}>
        {t('channels.read.coming.text')}
      </EmptyState>
    );
  }
  return (
    <section className={styles['toRead']} aria-label={t('channels.read.follow')}>
      <h1>{t('channels.read.follow')}</h1>
      {found?.kind === 'channel' && found.preview.id === channel && (
        <>
          <ChannelFound preview={found.preview} level={2} />
          <Button variant="primary" pending={act.isPending} onClick={() => follow(found)}>
            {t('channels.follow')}
          </Button>
        </>
      )}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </section>
  );
}
