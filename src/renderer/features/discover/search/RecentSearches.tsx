import { History } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import styles from '../Discover.module.css';

export interface RecentSearchesProps {
  readonly onChoose: (text: string) => void;
}

/** What was looked for last, or what can be looked for. */
export function RecentSearches({ onChoose }: RecentSearchesProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const { discover } = workspace;
  const recent = useQuery(useMemo(() => discover.recentSearches(), [discover]));
  if (recent.status !== 'ready') return null;
  if (recent.value.length === 0)
    return (
      <EmptyState illustration="nothing" title={t('discover.empty')}>
        {t('discover.empty.text')}
      </EmptyState>
    );
  return (
    <section className={styles['recent']} aria-labelledby="recent-title">
      <header>
        <h2 id="recent-title">{t('discover.recent')}</h2>
        <Button variant="quiet" size="small" onClick={() => void workspace.forgetSearches()}>
          {t('discover.recent.clear')}
        </Button>
      </header>
      <ul>
        {recent.value.map((text) => (
          <li key={text}>
            <button type="button" onClick={() => onChoose(text)}>
              <History aria-hidden />
              <bdi dir="auto">{text}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
