import { type ReactNode, useMemo, useState } from 'react';
import { useIntl } from 'react-intl';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { byMonth } from './galleryParts.ts';
import styles from './Gallery.module.css';

/** Things shown before one asks for more. */
const AT_ONCE = 120;

export interface GalleryMonthsProps<Thing> {
  /** Newest first. */
  readonly things: readonly Thing[];
  /** The things of one month. */
  readonly children: (things: readonly Thing[]) => ReactNode;
  /** Fetches more where there are more than are given; null where these are all. */
  readonly onMore?: (() => void) | null;
}

/** Things by month, the newest first; so many at once as a page can hold, and then more. */
export function GalleryMonths<Thing extends { readonly at: number }>(props: GalleryMonthsProps<Thing>): ReactNode {
  const { things, children, onMore = null } = props;
  const t = useT();
  const { formatDate } = useIntl();
  const [most, setMost] = useState(AT_ONCE);
  const months = useMemo(() => byMonth(things.slice(0, most)), [things, most]);
  const hasMore = things.length > most;
  const more = () => (hasMore ? setMost(most + AT_ONCE) : onMore?.());
  return (
    <>
      {months.map(({ start, things: those }) => (
        <section key={start} className={styles['month']}>
          <h2>{formatDate(start, { month: 'long', year: 'numeric' })}</h2>
          {children(those)}
        </section>
      ))}
      {(hasMore || onMore !== null) && (
        <div className={styles['more']}>
          <Button onClick={more}>{t('keeping.gallery.more')}</Button>
        </div>
      )}
    </>
  );
}
