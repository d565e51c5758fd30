import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { LongText } from '@ui/display/LongText.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { useChannel, useChannels, useReport } from '../useChannels.ts';
import { SubscriptionRow } from '../paid/SubscriptionRow.tsx';
import { mayEdit } from '../post/usePostMenu.tsx';
import { usePosts } from '../usePosts.ts';
import { LookAlike } from '../open/LookAlike.tsx';
import { ShortPostForm } from '../write/ShortPostForm.tsx';
import { ChannelActions } from './ChannelActions.tsx';
import styles from './ChannelPage.module.css';
import { ChannelMenu } from './ChannelMenu.tsx';
import { FeedRow } from './FeedRow.tsx';
import { PostList, PostWindowList } from './PostList.tsx';
import { seriesOf } from './seriesOf.ts';
import { TrustRow } from './TrustRow.tsx';

/** A channel: what it shows of itself, how one knows it, its posts and its menu. */
export function ChannelPage({ id }: { readonly id: SpaceId }): ReactNode {
  const t = useT();
  const query = useChannel(id);
  if (query.status === 'loading') return <div className={styles['page']} aria-busy="true" />;
  const channel = query.status === 'ready' ? query.value : null;
  if (channel === null) {
    return (
      <EmptyState illustration="nothing" title={t('channels.missing')}>
        {t('channels.missing.text')}
      </EmptyState>
    );
  }
  return <Channel channel={channel} />;
}

function Channel({ channel }: { readonly channel: ChannelView }): ReactNode {
  useRead(channel);
  return (
    <div className={styles['page']} data-has-menu={channel.menu.length > 0 || undefined}>
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <Head channel={channel} />
          <Trouble channel={channel} />
          {channel.feed === null && <LookAlike found={channel.lookAlike} />}
          {mayEdit(channel) && <ShortPostForm channel={channel} />}
          <Posts channel={channel} />
        </div>
      </div>
      <ChannelMenu channel={channel} />
    </div>
  );
}

/** What one has before one's eyes is read. */
function useRead({ id, unread }: ChannelView): void {
  const channels = useChannels();
  const report = useReport();
  useEffect(() => {
    if (unread === 0) return;
    const read = () => {
      if (document.visibilityState === 'visible') void report(channels.readChannel(id));
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [channels, report, id, unread]);
}

function Head({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const { name, description, readers, welcome, feed } = channel;
  return (
    <header className={styles['head']}>
      <ChannelAvatar channel={channel} size="huge" />
      <div className={styles['face']}>
        <h1>
          <PersonName>{name}</PersonName>
        </h1>
        {description !== '' && (
          <LongText text={description} moreLabel={t('channels.more')} lessLabel={t('channels.less')} />
        )}
        {feed === null && (
          <p className={styles['facts']}>
            {readers === null ? t('channels.readers.unknown') : t('channels.readers', { count: readers })}
          </p>
        )}
        <ChannelActions channel={channel} />
      </div>
      {feed === null && channel.role === null && <SubscriptionRow channel={channel} />}
      {feed === null ? <TrustRow channel={channel} /> : <FeedRow channel={channel} feed={feed} />}
      {welcome !== '' && (
        <p className={styles['welcome']} dir="auto">
          {welcome}
        </p>
      )}
    </header>
  );
}

function Trouble({ channel }: { readonly channel: ChannelView }): ReactNode {
  const errorText = useErrorText();
  return channel.trouble === 'forked' && <AlertBanner tone="danger">{errorText('channel-forked')}</AlertBanner>;
}

function Posts({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const posts = usePosts(channel.id);
  const [series, setSeries] = useState<string | null>(null);
  const names = useMemo(() => seriesOf(posts.posts), [posts.posts]);
  const shown = useMemo(
    () => (series === null ? posts.posts : posts.posts.filter(({ article }) => article?.series === series)),
    [posts.posts, series],
  );
  const pinned = series === null ? shown.filter(({ isPinned }) => isPinned) : [];
  return (
    <>
      {names.length > 0 && (
        <div className={styles['series']} role="group" aria-label={t('channels.series')}>
          {names.map((name) => (
            <Button
              key={name}
              size="small"
              variant={name === series ? 'primary' : 'secondary'}
              aria-pressed={name === series}
              aria-label={t('channels.series.of', { name: isolate(name) })}
              onClick={() => setSeries(name === series ? null : name)}
            >
              <bdi>{name}</bdi>
            </Button>
          ))}
        </div>
      )}
      {pinned.length > 0 && (
        <PostList label={t('channels.pinned')} posts={pinned} channels={[channel]} hasChannel={false} />
      )}
      <PostWindowList
        label={t('channels.posts')}
        posts={shown.filter((post) => !pinned.includes(post))}
        channels={[channel]}
        hasChannel={false}
        of={posts}
        empty={pinned.length > 0 ? null : <NoPosts channel={channel} />}
      />
    </>
  );
}

function NoPosts({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  return (
    <EmptyState illustration="tree" title={t(channel.role === null ? 'channels.posts.none' : 'channels.posts.ownNone')}>
      {t(channel.role === null ? 'channels.posts.none.text' : 'channels.posts.ownNone.text')}
    </EmptyState>
  );
}
