import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useSettings } from '../useSettings.ts';
import { ENDLESS, isEndless } from './endless.ts';

const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000_000_000;
const LIMITS = [0, MEGABYTE, 5 * MEGABYTE, 25 * MEGABYTE, 100 * MEGABYTE, GIGABYTE];
const BUDGETS = [GIGABYTE, 5 * GIGABYTE, 20 * GIGABYTE, 100 * GIGABYTE];
/** See `Settings.feedFileDays`. */
const FEED_FILE_DAYS = [30, 91, 365, 100_000] as const;
const ARTICLE_BUDGETS = [5 * MEGABYTE, 50 * MEGABYTE, 200 * MEGABYTE, GIGABYTE];

/** Which files come by themselves, and how much they may take. */
export function StorageRules(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { settings, change, error, isLoading } = useSettings();
  const { autoDownload, blobBudget, feedFileDays, articleBudget } = settings;
  const limitLabel = (limit: number) =>
    limit === 0 ? t('storage.auto.never') : t('storage.auto.upTo', { bytes: formats.bytes(limit) });
  const budgetLabel = (budget: number) => (isEndless(budget) ? t('storage.budget.none') : formats.bytes(budget));
  return (
    <Section title={t('storage.rules')}>
      {error !== null && (
        <Plain>
          <AlertBanner tone="danger">{errorText(error)}</AlertBanner>
        </Plain>
      )}
      <Plain>
        <Select
          label={t('storage.auto')}
          description={t('storage.auto.hint')}
          value={String(autoDownload.limit)}
          options={optionsOf(LIMITS, autoDownload.limit, limitLabel)}
          disabled={isLoading}
          onChange={(limit) => change({ autoDownload: { ...autoDownload, limit: Number(limit) } })}
        />
      </Plain>
      <Plain>
        <Switch
          label={t('storage.metered')}
          description={t('storage.metered.hint')}
          checked={autoDownload.onMetered}
          disabled={isLoading || autoDownload.limit === 0}
          onChange={(onMetered) => change({ autoDownload: { ...autoDownload, onMetered } })}
        />
      </Plain>
      <Plain>
        <Select
          label={t('storage.budget')}
          description={t('storage.budget.hint')}
          value={String(blobBudget)}
          options={optionsOf([...BUDGETS, ENDLESS], blobBudget, budgetLabel)}
          disabled={isLoading}
          onChange={(budget) => change({ blobBudget: Number(budget) })}
        />
      </Plain>
      <Plain>
        <Select
          label={t('storage.feedFiles')}
          description={t('storage.feedFiles.hint')}
          value={String(feedFileDays)}
          options={FEED_FILE_DAYS.map((days) => ({ value: String(days), label: t(`storage.feedFiles.${days}`) }))}
          disabled={isLoading}
          onChange={(value) => {
            const days = FEED_FILE_DAYS.find((one) => String(one) === value);
            if (days !== undefined) change({ feedFileDays: days });
          }}
        />
      </Plain>
      <Plain>
        <Select
          label={t('storage.articles')}
          description={t('storage.articles.hint')}
          value={String(articleBudget)}
          options={optionsOf([...ARTICLE_BUDGETS, ENDLESS], articleBudget, budgetLabel)}
          disabled={isLoading}
          onChange={(budget) => change({ articleBudget: Number(budget) })}
        />
      </Plain>
    </Section>
  );
}

/** The usual sizes, and the one that is set now where it is none of them. */
function optionsOf(
  sizes: readonly number[],
  now: number,
  label: (size: number) => string,
): readonly { readonly value: string; readonly label: string }[] {
  const all = sizes.includes(now) ? sizes : [...sizes, now].toSorted((left, right) => left - right);
  return all.map((size) => ({ value: String(size), label: label(size) }));
}
