import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { StorageUse } from '@services/workspace/fileWorkspace.ts';
import styles from './Storage.module.css';

const PARTS = ['files', 'feed', 'database', 'journal'] as const;

/** What takes how much, as a bar and as figures. The bar repeats the figures and is nothing to a screen reader. */
export function UseBar({ use }: { readonly use: StorageUse }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const bytes = { files: use.fileBytes, feed: use.feedBytes, database: use.databaseBytes, journal: use.journalBytes };
  const total = PARTS.reduce((sum, part) => sum + (bytes[part] ?? 0), 0);
  return (
    <div className={styles['use']}>
      <strong className={styles['total']}>{t('storage.total', { bytes: formats.bytes(total) })}</strong>
      <div className={styles['bar']} aria-hidden>
        {PARTS.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: total === 0 ? 0 : (bytes[part] ?? 0) / total }} />
        ))}
      </div>
      <dl className={styles['parts']}>
        {PARTS.map((part) => (
          <div key={part}>
            <dt data-part={part}>{t(`storage.${part}`)}</dt>
            <dd>{bytes[part] === null ? t('storage.unknown') : formats.bytes(bytes[part])}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['note']}>
        {use.reclaimableBytes > 0
          ? t('storage.reclaimable', { bytes: formats.bytes(use.reclaimableBytes) })
          : t('storage.reclaimable.none')}
      </p>
    </div>
  );
}
