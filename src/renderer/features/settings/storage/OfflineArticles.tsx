import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useSettings } from '../useSettings.ts';
import styles from './Storage.module.css';
import { isEndless } from './endless.ts';

/** How much articles and entries of feeds take that are here to be read offline, and how much they may. */
export function OfflineArticles({ bytes }: { readonly bytes: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { settings } = useSettings();
  const most = settings.articleBudget;
  const figures = { bytes: formats.bytes(bytes), most: formats.bytes(most) };
  return (
    <p className={styles['note']}>
      {isEndless(most) ? t('storage.articles.kept', figures) : t('storage.articles.keptOf', figures)}
    </p>
  );
}
