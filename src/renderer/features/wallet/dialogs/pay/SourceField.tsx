import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { Select } from '@ui/controls/Select.tsx';
import type { Circle } from '../useCircle.ts';
import { type PaySource, sourceKey } from './paySources.ts';
import type { PayForm } from './usePayForm.ts';

/** What one pays with: each promise by itself, with who gave it and how much there is. */
export function SourceField({ form, circle }: { readonly form: PayForm; readonly circle: Circle }): ReactNode {
  const t = useT();
  const money = useMoney();
  // With one way to pay there is nothing to choose.
  if (!form.isLoaded || form.sources.length < 2) return null;
  const labelOf = (source: PaySource): string => {
    if (source.kind !== 'promise') {
      const name = isolate(circle.personOf(source.unit.issuer).shownName);
      const values = { unit: isolate(source.unit.name), name, amount: money.text(source.available, source.unit) };
      return t(`payments.source.${source.kind}`, values);
    }
    if (source.promise.kind === 'new') return t('payments.own.other');
    const { unit } = source.promise;
    return t('payments.source.promise', { unit: isolate(unit.name), code: unit.currency ?? unit.code });
  };
  return (
    <Select
      label={t('payments.pay.with')}
      value={sourceKey(form.source)}
      options={form.sources.map((source) => ({ value: sourceKey(source), label: labelOf(source) }))}
      onChange={form.choose}
    />
  );
}
