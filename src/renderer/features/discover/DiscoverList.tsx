import { LayoutGrid, ScanQrCode, Search, TrendingUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { PageList } from '@ui/layout/PageList.tsx';
import styles from './Discover.module.css';
import { type DiscoverPage, discoverPageOf } from './discoverPage.ts';
import { IndexLine } from './IndexLine.tsx';

export interface DiscoverListProps {
  /** The tail of `#/discover/…`; null before a page was chosen. */
  readonly selected: string | null;
  readonly onScan: () => void;
}

const PAGES = [
  ['search', Search],
  ['trends', TrendingUp],
  ['shelf', LayoutGrid],
] as const satisfies readonly (readonly [DiscoverPage, unknown])[];

/** The ways to find something. */
export function DiscoverList({ selected, onScan }: DiscoverListProps): ReactNode {
  const t = useT();
  const current = discoverPageOf(selected);
  return (
    <PageList label={t('discover.pages')} title={t('discover.title')}>
      <ul>
        {PAGES.map(([page, Icon]) => (
          <li key={page}>
            <ListRow
              href={`#/discover/${page}`}
              selected={page === current}
              leading={
                <span className={styles['tile']} data-page={page}>
                  <Icon aria-hidden />
                </span>
              }
              title={t(`discover.${page}`)}
              subtitle={t(`discover.${page}.hint`)}
            />
          </li>
        ))}
        <li>
          <ListRow
            onPress={onScan}
            leading={
              <span className={styles['tile']} data-page="scan">
                <ScanQrCode aria-hidden />
              </span>
            }
            title={t('discover.scan')}
            subtitle={t('discover.scan.hint')}
          />
        </li>
      </ul>
      <IndexLine />
    </PageList>
  );
}
