import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useChannels } from '../useChannels.ts';
import { usePosts } from '../usePosts.ts';
import styles from './ChannelPage.module.css';
import { PostWindowList } from './PostList.tsx';

/** Posts of every channel one follows or writes, in the order in which they were made. */
export function AllPosts(): ReactNode {
  const t = useT();
  const channels = useChannels();
  const known = useQueryValue(
    useMemo(() => channels.channels(), [channels]),
    [],
  );
  const posts = usePosts(null);
  return (
    <div className={styles['page']}>
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          <h1 className={styles['title']}>{t('channels.all')}</h1>
          <PostWindowList
            label={t('channels.posts')}
            posts={posts.posts}
            channels={known}
            hasChannel
            of={posts}
            empty={
              <EmptyState illustration="tree" title={t('channels.all.none')}>
                {t('channels.all.none.text')}
              </EmptyState>
            }
          />
        </div>
      </div>
    </div>
  );
}
