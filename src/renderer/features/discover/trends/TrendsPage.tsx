import { type ReactNode, useMemo, useState } from 'react';
import { type Trend, type TrendSpan, trendSpans } from '@domain/search/trends.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { ChipToggle } from '@ui/controls/ChipToggle.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import styles from '../Discover.module.css';
import { TrendRow } from './TrendRow.tsx';

/** Words and links that rise in what one follows. */
export function TrendsPage(): ReactNode {
  const t = useT();
  const [span, setSpan] = useState<TrendSpan>('week');
  return (
    <section className={styles['page']} aria-labelledby="trends-title">
      <div className={styles['column']}>
        <header className={styles['titleLine']}>
          <h1 id="trends-title" className={styles['title']}>
            {t('discover.trends.title')}
          </h1>
          <div className={styles['kinds']} role="group" aria-label={t('discover.trends.span')}>
            {trendSpans.map((one) => (
              <ChipToggle
                key={one}
                label={t(`discover.trends.span.${one}`)}
                isPressed={one === span}
                onToggle={() => setSpan(one)}
              />
            ))}
          </div>
        </header>
        <p className={styles['note']}>{t('discover.trends.note')}</p>
        <Trends key={span} span={span} />
      </div>
    </section>
  );
}

function Trends({ span }: { readonly span: TrendSpan }): ReactNode {
  const t = useT();
  const { discover } = useWorkspace();
  const trends = useQuery(useMemo(() => discover.trends(span), [discover, span]));
  const [opened, setOpened] = useState<string | null>(null);
  if (trends.status === 'loading') return <Skeleton shape="block" />;
  if (trends.status === 'failed')
    return <EmptyState title={t('discover.failed')}>{t('discover.failed.text')}</EmptyState>;
  if (trends.value.length === 0)
    return (
      <EmptyState illustration="nothing" title={t('discover.trends.empty')}>
        {t('discover.trends.empty.text')}
      </EmptyState>
    );
  const nameOf = ({ kind, text }: Trend) => `${kind} ${text}`;
  return (
    <ul className={styles['trends']}>
      {trends.value.map((trend) => (
        <TrendRow
          key={nameOf(trend)}
          trend={trend}
          span={span}
          isOpen={opened === nameOf(trend)}
          onToggle={() => setOpened(opened === nameOf(trend) ? null : nameOf(trend))}
        />
      ))}
    </ul>
  );
}
