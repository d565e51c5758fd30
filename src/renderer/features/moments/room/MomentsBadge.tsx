import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import styles from './MomentsBadge.module.css';
import { useFreshMoments, useUnseenNews } from './useFresh.ts';

/** Over the room in the rail: how much others did about one's posts, else a dot where there are new ones. */
export function MomentsBadge(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const fresh = useFreshMoments();
  const news = useUnseenNews();
  if (news > 0) {
    return (
      <Badge label={t('moments.news.count', { count: news })}>
        {news > 99 ? t('shell.moreThan', { count: formats.number(99) }) : formats.number(news)}
      </Badge>
    );
  }
  if (fresh === 0) return null;
  return (
    <span className={styles['dot']}>
      <VisuallyHidden>{t('moments.fresh', { count: fresh })}</VisuallyHidden>
    </span>
  );
}
