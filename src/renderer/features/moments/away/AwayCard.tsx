import { History, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useMoments, useReport } from '../room/useMoments.ts';
import styles from './Away.module.css';
import { AwaySummary } from './AwaySummary.tsx';
import { useAway } from './useAway.ts';

/** Above the posts of who comes back after days: what there is, in a few lines. It can be put aside. */
export function AwayCard(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const titleId = useId();
  const moments = useMoments();
  const report = useReport();
  const away = useAway(false);
  if (away === null || away === 'loading') return null;
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <header>
        <History aria-hidden />
        <div>
          <h2 id={titleId}>{t('moments.away')}</h2>
          <p>{t('moments.away.since', { when: formats.date(away.digest.since) })}</p>
        </div>
        <IconButton
          label={t('moments.away.close')}
          icon={<X aria-hidden />}
          onClick={() => void report(moments.closeDigest())}
        />
      </header>
      <AwaySummary away={away} />
      <a className={styles['all']} href="#/moments/away">
        {t('moments.away.all')}
      </a>
    </section>
  );
}
