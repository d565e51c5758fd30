import type { ReactNode } from 'react';
import { type Formats, useFormats } from '@i18n/useFormats.ts';
import { type Translate, useT } from '@i18n/useT.tsx';
import type { Diagnostics } from '@services/workspace/workspace.ts';
import { Section } from '@ui/layout/Panel.tsx';
import { editionOf } from '../editionOf.ts';
import styles from './Diagnostics.module.css';

/** What the store and the journal hold. */
export function StoreFigures({ figures }: { readonly figures: Diagnostics }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { store, journal } = figures;
  return (
    <Section title={t('settings.diag.store')}>
      <dl className={styles['figures']}>
        <Figure name={t('settings.diag.events')}>{formats.number(store.events)}</Figure>
        <Figure name={t('settings.diag.buckets')}>{formats.number(store.buckets)}</Figure>
        <Figure name={t('settings.diag.documents')}>{formats.number(store.hotDocuments)}</Figure>
        <Figure name={t('settings.diag.used')}>{usedSpace(store, t, formats)}</Figure>
        <Figure name={t('settings.diag.persisted')}>
          {t(store.persisted ? 'settings.diag.persisted.yes' : 'settings.diag.persisted.no')}
        </Figure>
        <Figure name={t('settings.diag.journal')}>
          {journal === null
            ? t('settings.diag.journal.none')
            : t('settings.diag.journal.value', { entries: journal.entries, bytes: formats.bytes(journal.bytes) })}
        </Figure>
      </dl>
    </Section>
  );
}

function usedSpace(store: Diagnostics['store'], t: Translate, formats: Formats): string {
  if (store.usedBytes === null) return '–';
  const used = formats.bytes(store.usedBytes);
  return store.quotaBytes === null
    ? used
    : t('settings.diag.used.value', { used, quota: formats.bytes(store.quotaBytes) });
}

/** What runs here. */
export function SystemFigures({ figures }: { readonly figures: Diagnostics }): ReactNode {
  const t = useT();
  return (
    <Section title={t('settings.diag.system')}>
      <dl className={styles['figures']}>
        <Figure name={t('settings.about.version')}>
          <bdi dir="ltr">{figures.version}</bdi>
        </Figure>
        <Figure name={t('settings.about.edition')}>{t(`settings.about.edition.${editionOf(figures.edition)}`)}</Figure>
        <Figure name={t('settings.diag.platform')}>
          <bdi dir="ltr">{figures.platform}</bdi>
        </Figure>
        <Figure name={t('settings.diag.vault')}>{vaultText(figures.vaultProtection, t)}</Figure>
      </dl>
    </Section>
  );
}

const PROTECTIONS = ['os', 'file', 'memory'] as const;

function vaultText(protection: string, t: Translate): string {
  const known = PROTECTIONS.find((name) => name === protection);
  return known === undefined ? protection : t(`settings.diag.vault.${known}`);
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
