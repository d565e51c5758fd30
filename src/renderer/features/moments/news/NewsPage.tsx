import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { MomentNews } from '@services/workspace/momentsWorkspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useMoments } from '../room/useMoments.ts';
import styles from './News.module.css';
import { inPlace, newsLines } from './newsLines.ts';
import { NewsRow } from './NewsRow.tsx';

/** What others did about one's posts, newest first; to look at it makes it seen, and the marks stay until one leaves. */
export function NewsPage(): ReactNode {
  const t = useT();
  const moments = useMoments();
  const news = useQuery(useMemo(() => moments.momentNews(), [moments]));
  const isReady = news.status === 'ready';
  const newest = isReady ? Math.max(0, ...news.value.map(({ at }) => at)) : 0;
  useEffect(() => {
    // Not seen is said again the next time.
    if (isReady) void moments.seeMomentNews(newest);
  }, [moments, isReady, newest]);
  if (news.status === 'loading') {
    return (
      <div className={styles['page']} aria-busy="true">
        <div className={styles['column']}>
          <Skeleton shape="block" />
        </div>
      </div>
    );
  }
  if (news.status === 'failed') {
    return (
      <EmptyState illustration="nothing" title={t('moments.failed')} level={1}>
        {t('moments.failed.text')}
      </EmptyState>
    );
  }
  if (news.value.length === 0) {
    return (
      <EmptyState illustration="chat" title={t('moments.news.empty')} level={1}>
        {t('moments.news.empty.text')}
      </EmptyState>
    );
  }
  return <Rows news={news.value} />;
}

function Rows({ news }: { readonly news: readonly MomentNews[] }): ReactNode {
  const t = useT();
  const [fresh] = useState(() => new Set(news.filter(({ seen }) => !seen).map(({ id }) => id)));
  const [places] = useState(() => new Map(newsLines(news).map(({ key }, place) => [key, place])));
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <h1>{t('moments.news')}</h1>
        <ul className={styles['rows']}>
          {inPlace(newsLines(news), places).map((line) => (
            <li key={line.key} data-new={line.ids.some((id) => fresh.has(id)) || undefined}>
              <NewsRow line={line} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
