import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { CurrencyField } from './CurrencyField.tsx';
import type { OwnPromise, OwnPromises } from './useOwnPromise.ts';

const NEW = 'new';

/** What a person counts in, of their own promises. */
export interface CountChoice {
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly promise: OwnPromise;
}

/** Chooses one of one's own promises, or a currency. */
export function useCountChoice(promises: OwnPromises): CountChoice {
  const [chosen, choose] = useState<string | null>(null);
  const units = promises.units ?? [];
  const value = chosen ?? units[0]?.id ?? NEW;
  const unit = units.find(({ id }) => id === value);
  const promise: OwnPromise =
    unit === undefined ? { kind: 'new', currency: promises.currency } : { kind: 'unit', unit };
  return { value: unit === undefined ? NEW : value, choose, promise };
}

export interface UnitFieldProps {
  readonly label: string;
  readonly promises: OwnPromises;
  readonly choice: CountChoice;
}

/** What it is counted in: a promise one has made, or a currency. */
export function UnitField({ label, promises, choice }: UnitFieldProps): ReactNode {
  const t = useT();
  const { units } = promises;
  if (units === null) return null;
  return (
    <>
      {units.length > 0 && (
        <Select
          label={label}
          value={choice.value}
          options={[
            ...units.map((unit) => ({
              value: unit.id as string,
              label: `${unit.name} (${unit.currency ?? unit.code})`,
            })),
            { value: NEW, label: t('payments.ask.in.currency') },
          ]}
          onChange={choice.choose}
        />
      )}
      {choice.promise.kind === 'new' && <CurrencyField promises={promises} />}
    </>
  );
}
