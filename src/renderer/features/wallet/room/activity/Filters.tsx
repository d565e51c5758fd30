import type { ReactNode } from 'react';
import { paymentCategories } from '@domain/wallet/keptNotes.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { usePeople } from '../../people/usePeople.ts';
import styles from './Activity.module.css';
import type { PaymentChoices } from './choicesOf.ts';
import { ALL_PAYMENTS, type PaymentFilter } from './filterPayments.ts';

export interface FiltersProps {
  readonly choices: PaymentChoices;
  readonly filter: PaymentFilter;
  readonly onChange: (filter: PaymentFilter) => void;
}

/** Filters side by side, each with "all" first. */
export function Filters({ choices, filter, onChange }: FiltersProps): ReactNode {
  const t = useT();
  const personOf = usePeople();
  const set = <Name extends keyof PaymentFilter>(name: Name, value: PaymentFilter[Name]) =>
    onChange({ ...filter, [name]: value });
  const units = choices.units.map(({ id, name, issuer }) => ({
    value: id,
    label: t('wallet.filter.unit.of', { unit: isolate(name), name: isolate(personOf(issuer).shownName) }),
  }));
  const people = choices.people.map((account) => ({ value: account, label: isolate(personOf(account).shownName) }));
  const isNarrowed = Object.entries(filter).some(([name, value]) => name !== 'search' && value !== '');
  return (
    <div className={styles['filters']} role="group" aria-label={t('wallet.filter')}>
      <Select<string>
        label={t('wallet.filter.unit')}
        value={filter.unit}
        options={[{ value: '', label: t('wallet.filter.all') }, ...units]}
        onChange={(value) => set('unit', value)}
      />
      <Select<string>
        label={t('wallet.filter.person')}
        value={filter.person}
        options={[{ value: '', label: t('wallet.filter.everyone') }, ...people]}
        onChange={(value) => set('person', value)}
      />
      <Select<PaymentFilter['side']>
        label={t('wallet.filter.side')}
        value={filter.side}
        options={(['', 'payee', 'payer'] as const).map((value) => ({
          value,
          label: t(value === '' ? 'wallet.filter.all' : `wallet.filter.side.${value}`),
        }))}
        onChange={(value) => set('side', value)}
      />
      <Select<PaymentFilter['state']>
        label={t('wallet.filter.state')}
        value={filter.state}
        options={(['', 'sure', 'open', 'warning', 'ended'] as const).map((value) => ({
          value,
          label: t(value === '' ? 'wallet.filter.all' : `wallet.filter.state.${value}`),
        }))}
        onChange={(value) => set('state', value)}
      />
      <Select<PaymentFilter['category']>
        label={t('wallet.category')}
        value={filter.category}
        options={(['', ...paymentCategories, 'none'] as const).map((value) => ({
          value,
          label: t(value === '' ? 'wallet.filter.all' : `wallet.category.${value}`),
        }))}
        onChange={(value) => set('category', value)}
      />
      {isNarrowed && (
        <Button
          size="small"
          variant="quiet"
          className={styles['reset']}
          onClick={() => onChange({ ...ALL_PAYMENTS, search: filter.search })}
        >
          {t('wallet.filter.reset')}
        </Button>
      )}
    </div>
  );
}
