import type { ReactNode } from 'react';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import styles from './Post.module.css';

/** Stands where a post will be. */
export function PostSkeleton(): ReactNode {
  return (
    <div className={styles['post']} aria-hidden>
      <Skeleton shape="circle" />
      <div className={styles['inside']}>
        <Skeleton shape="short" />
        <Skeleton shape="line" />
        <Skeleton shape="block" />
      </div>
    </div>
  );
}
