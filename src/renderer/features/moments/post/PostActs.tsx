import { Heart, MessageCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import styles from './Post.module.css';
import { useLike } from './useLike.ts';

export interface PostActsProps {
  readonly post: MomentView;
  readonly onRemark: () => void;
}

/** Like and comment, with how many did. */
export function PostActs({ post, onRemark }: PostActsProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const like = useLike(post);
  const isLiked = post.ownMark !== null;
  const label = isLiked ? t('moments.unlike') : t('moments.like');
  return (
    <span className={styles['acts']}>
      <button
        type="button"
        className={styles['act']}
        data-act="like"
        aria-pressed={isLiked}
        aria-keyshortcuts="L"
        data-tooltip={`${label}  L`}
        onClick={like}
      >
        <Heart aria-hidden />
        <VisuallyHidden>{t('moments.like')}</VisuallyHidden>
        {post.likes.length > 0 && <span>{formats.number(post.likes.length)}</span>}
      </button>
      <button
        type="button"
        className={styles['act']}
        data-act="remark"
        aria-keyshortcuts="C"
        data-tooltip={`${t('moments.remark')}  C`}
        onClick={onRemark}
      >
        <MessageCircle aria-hidden />
        <VisuallyHidden>{t('moments.remark')}</VisuallyHidden>
        {post.remarks.length > 0 && <span>{formats.number(post.remarks.length)}</span>}
      </button>
    </span>
  );
}
