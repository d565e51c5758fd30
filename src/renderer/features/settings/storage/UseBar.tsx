import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { StorageUse } from '@services/workspace/fileWorkspace.ts';
import styles from './Storage.module.css';

const PARTS = [
  'photos',
  'films',
  'sounds',
  'programs',
  'others',
  'imports',
  'feed',
  'database',
  'journal',
  'backups',
] as const;
/** What is named even where it takes nothing. */
const ALWAYS: ReadonlySet<string> = new Set(['photos', 'database', 'journal']);

/** What takes how much, as a bar and as figures. The bar repeats the figures and is nothing to a screen reader. */
export function UseBar({ use }: { readonly use: StorageUse }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { feedBytes: feed, databaseBytes: database, journalBytes: journal, backupBytes: backups } = use;
  const imports = use.imports.reduce((sum, chat) => sum + chat.bytes, 0);
  const bytes = { ...use.kinds, imports, feed, database, journal, backups };
  const total = PARTS.reduce((sum, part) => sum + (bytes[part] ?? 0), 0);
  const named = PARTS.filter((part) => ALWAYS.has(part) || (bytes[part] ?? 0) > 0);
  return (
    <div className={styles['use']}>
      <strong className={styles['total']}>{t('storage.total', { bytes: formats.bytes(total) })}</strong>
      <div className={styles['bar']} aria-hidden>
        {named.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: total === 0 ? 0 : (bytes[part] ?? 0) / total }} />
        ))}
      </div>
      <dl className={styles['parts']}>
        {named.map((part) => (
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
