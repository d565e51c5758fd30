import { type ReactNode, useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { useMoments } from '../room/useMoments.ts';
import { useLeavingPosts } from './LeavingScope.tsx';
import { PostCard } from './PostCard.tsx';
import { PostSkeleton } from './PostSkeleton.tsx';
import styles from './Post.module.css';

/** One post by itself, with all that was said. */
export function PostPage({ post }: { readonly post: EventId }): ReactNode {
  const t = useT();
  const moments = useMoments();
  const leaving = useLeavingPosts();
  const shown = useSteadyQuery(useMemo(() => moments.moment(post), [moments, post]));
  if (shown.status === 'loading') {
    return (
      <div className={styles['page']} aria-busy="true">
        <div className={styles['column']}>
          <PostSkeleton />
        </div>
      </div>
    );
  }
  if (shown.status === 'failed' || shown.value === null || leaving.has(post)) {
    return (
      <EmptyState illustration="nothing" title={t('moments.post.missing')} level={1}>
        {t('moments.post.missing.text')}
      </EmptyState>
    );
  }
  return (
    <div className={styles['page']}>
      <VisuallyHidden>
        <h1>{t('moments.post.title')}</h1>
      </VisuallyHidden>
      <div className={styles['column']}>
        <PostCard post={shown.value} />
      </div>
    </div>
  );
}
