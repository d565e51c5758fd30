import { Heart, MessageCircle } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { MomentNews } from '@services/workspace/momentsWorkspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { Face } from '../room/Face.tsx';
import { useMoments } from '../room/useMoments.ts';
import styles from './News.module.css';

/** What others did about one's posts, newest first; to look at it makes it seen, and the marks stay until one leaves. */
export function NewsPage(): ReactNode {
  const t = useT();
  const moments = useMoments();
  const news = useQuery(useMemo(() => moments.momentNews(), [moments]));
  const isReady = news.status === 'ready';
  useEffect(() => {
    // Not seen is said again the next time.
    if (isReady) void moments.seeMomentNews();
  }, [moments, isReady]);
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
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <h1>{t('moments.news')}</h1>
        <ul className={styles['rows']}>
          {news.map((one) => (
            <li key={one.id} data-new={fresh.has(one.id) || undefined}>
              <NewsRow news={one} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function NewsRow({ news }: { readonly news: MomentNews }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { person, at, text, post } = news;
  return (
    <ListRow
      href={`#/moments/post/${post}`}
      leading={
        <span className={styles['face']}>
          <Face person={person} />
          <span className={styles['what']} data-like={text === null || undefined}>
            {text === null ? <Heart aria-hidden /> : <MessageCircle aria-hidden />}
          </span>
        </span>
      }
      title={<PersonName>{person.name}</PersonName>}
      meta={<time dateTime={new Date(at).toISOString()}>{formats.ago(at, now)}</time>}
      subtitle={text === null ? t('moments.news.liked') : <bdi>{tameMarks(text)}</bdi>}
    />
  );
}
