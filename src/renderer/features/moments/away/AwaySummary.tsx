import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import styles from './Away.module.css';
import type { Away } from './useAway.ts';

/** What there is, in one line for each kind. */
export function AwaySummary({ away: { digest, stories, channels } }: { readonly away: Away }): ReactNode {
  const t = useT();
  const { posts, mostPosts, people, likes, remarks, unanswered } = digest;
  const unread = channels.reduce((sum, channel) => sum + channel.unread, 0);
  const lines = [
    posts > 0 &&
      t(posts < mostPosts ? 'moments.away.posts' : 'moments.away.posts.most', { count: posts, people: people.length }),
    stories.length > 0 && t('moments.away.stories', { count: stories.length }),
    channels.length > 0 && t('moments.away.channels', { count: unread, channels: channels.length }),
    likes > 0 && t('moments.away.likes', { count: likes }),
    remarks > 0 && t('moments.away.remarks', { count: remarks, open: unanswered.length }),
  ].filter((line) => line !== false);
  return (
    <ul className={styles['summary']}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
