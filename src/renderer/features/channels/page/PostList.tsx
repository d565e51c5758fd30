import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { PostCard } from '../post/PostCard.tsx';
import type { ShownPosts } from '../usePosts.ts';
import styles from './ChannelPage.module.css';

export interface PostListProps {
  readonly label: string;
  readonly posts: readonly ChannelPostView[];
  readonly channels: readonly ChannelView[];
  readonly hasChannel: boolean;
  readonly children?: ReactNode;
}

/** Some posts, one below the other. */
export function PostList({ label, posts, channels, hasChannel, children }: PostListProps): ReactNode {
  return (
    <section className={styles['posts']} aria-label={label}>
      {posts.map((post) => (
        <PostCard
          key={post.id}
          post={post}
          channel={channels.find(({ id }) => id === post.channel) ?? null}
          hasChannel={hasChannel}
        />
      ))}
      {children}
    </section>
  );
}

export interface PostWindowListProps extends PostListProps {
  /** The window they are of: with it comes the way to older and newer ones. */
  readonly of: ShownPosts;
  readonly empty: ReactNode;
}

/** The posts of a window, newest first; older ones come as one comes near the end. */
export function PostWindowList({ of, empty, ...list }: PostWindowListProps): ReactNode {
  const t = useT();
  const end = useNearEnd(of);
  if (of.status === 'ready' && list.posts.length === 0 && !of.hasOlder) return empty;
  return (
    <>
      {of.fresh > 0 && (
        <Button className={styles['fresh'] ?? ''} size="small" variant="primary" onClick={of.showNewest}>
          {t('channels.posts.fresh', { count: of.fresh })}
        </Button>
      )}
      <PostList {...list}>
        {of.hasOlder && (
          <Button ref={end} onClick={of.showOlder}>
            {t('channels.posts.older')}
          </Button>
        )}
        {!of.hasOlder && list.posts.length > 3 && (
          <p className={styles['end']} role="status">
            {t('channels.posts.end')}
          </p>
        )}
      </PostList>
    </>
  );
}

/** Asks for older posts when the button at the end comes near; the button does the same by keyboard. */
function useNearEnd({ posts, hasOlder, showOlder }: ShownPosts) {
  const end = useRef<HTMLButtonElement>(null);
  const { length } = posts;
  useEffect(() => {
    const button = end.current;
    if (button === null || !hasOlder) return;
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) showOlder();
      },
      { rootMargin: '800px 0px' },
    );
    watch.observe(button);
    return () => watch.disconnect();
  }, [showOlder, hasOlder, length]);
  return end;
}
