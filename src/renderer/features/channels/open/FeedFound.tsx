import { Rss } from 'lucide-react';
import type { ReactNode } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { WebFeedPreview } from '@services/workspace/webFeedWorkspace.ts';
import styles from './Open.module.css';

/** What was found at an address of the web: a feed, with the newest it says, before one follows it. */
export function FeedFound({ preview }: { readonly preview: WebFeedPreview }): ReactNode {
  const t = useT();
  const { name, description, url, entries, newest } = preview;
  return (
    <div className={styles['found']}>
      <Rss className={styles['rss']} aria-hidden />
      <h3>
        <PersonName>{name}</PersonName>
      </h3>
      <bdi dir="ltr" className={styles['hint']}>
        {url}
      </bdi>
      {description !== '' && (
        <p className={styles['hint']} dir="auto">
          {description}
        </p>
      )}
      <p className={styles['hint']}>{t('feeds.preview.count', { count: entries })}</p>
      {newest.length > 0 && (
        <ul className={styles['newest']} aria-label={t('feeds.preview.newest')}>
          {newest.map((title, index) => (
            <li key={index} dir="auto">
              {title}
            </li>
          ))}
        </ul>
      )}
      <p className={styles['hint']}>{t('feeds.what')}</p>
    </div>
  );
}
