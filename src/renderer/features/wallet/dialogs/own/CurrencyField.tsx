import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useT } from '@i18n/useT.tsx';
import { Select } from '@ui/controls/Select.tsx';
import type { OwnPromises } from './useOwnPromise.ts';

/** In which currency one promises, where one has no promise in it yet. */
export function CurrencyField({ promises }: { readonly promises: OwnPromises }): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return (
    <Select
      label={t('payments.own.currency')}
      description={t('payments.own.text')}
      value={promises.currency}
      options={promises.currencies.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }))}
      onChange={promises.chooseCurrency}
    />
  );
}
