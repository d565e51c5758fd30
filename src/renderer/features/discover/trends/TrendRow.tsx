import { ChevronDown, Link2, TrendingUp } from 'lucide-react';
import { type ReactNode, Suspense, useId } from 'react';
import { useIntl } from 'react-intl';
import { SPAN_PARTS, type Trend, type TrendPost, type TrendSpan } from '@domain/search/trends.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { lazy } from '@ui/loading/lazy.ts';
import styles from '../Discover.module.css';

const TrendBars = lazy(() => import('./TrendBars.tsx').then((module) => ({ default: module.TrendBars })));

export interface TrendRowProps {
  readonly trend: Trend;
  readonly span: TrendSpan;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One that rises; opened, its course as bars and as a table, and the posts behind it. */
export function TrendRow({ trend, span, isOpen, onToggle }: TrendRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const id = useId();
  const Icon = trend.kind === 'link' ? Link2 : TrendingUp;
  const count = trend.counts.reduce((sum, part) => sum + part, 0);
  const rise = formats.number(Math.round(trend.rise * 10) / 10);
  return (
    <li className={styles['trend']}>
      <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <Icon aria-hidden />
        <bdi dir="auto" data-line>
          {trend.text}
        </bdi>
        <span>{t('discover.trends.figures', { count, rise })}</span>
        <ChevronDown aria-hidden />
      </button>
      {isOpen && (
        <div id={id} className={styles['course']}>
          <Course trend={trend} span={span} />
          <ul aria-label={t('discover.trends.posts')}>
            {trend.posts.map((post) => (
              <PostRow key={post.post} post={post} />
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

function Course({ trend, span }: Pick<TrendRowProps, 'trend' | 'span'>): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const now = useNow();
  const { parts, length } = SPAN_PARTS[span];
  const label = new Intl.DateTimeFormat(
    locale,
    span === 'day' ? { hour: 'numeric' } : { day: 'numeric', month: 'short' },
  );
  const labels = trend.counts.map((_, index) => label.format(now - (parts - 1 - index) * length));
  return (
    <>
      <div aria-hidden>
        <Suspense fallback={<Skeleton shape="block" />}>
          <TrendBars counts={trend.counts} labels={labels} />
        </Suspense>
      </div>
      <details className={styles['details']}>
        <summary>{t('discover.trends.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('discover.trends.when')}</th>
              <th scope="col">{t('discover.trends.posts')}</th>
            </tr>
          </thead>
          <tbody>
            {trend.counts.map((count, index) => (
              <tr key={labels[index]}>
                <th scope="row">{labels[index]}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function PostRow({ post }: { readonly post: TrendPost }): ReactNode {
  const formats = useFormats();
  const now = useNow();
  const href = post.lane === 'moments' ? `#/moments/post/${post.post}` : `#/channels/${post.space}/post/${post.post}`;
  return (
    <li>
      <ListRow
        href={href}
        title={<bdi dir="auto">{post.excerpt}</bdi>}
        meta={<time dateTime={new Date(post.at).toISOString()}>{formats.brief(post.at, now)}</time>}
      />
    </li>
  );
}
