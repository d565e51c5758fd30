import type { ReactNode } from 'react';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Select } from '@ui/controls/Select.tsx';
import { useUnitNames } from '../codes/useUnitNames.ts';

/** A unit one can choose, with what there is of it where that matters. */
export interface UnitOption {
  readonly unit: Unit;
  readonly available?: bigint;
}

export interface UnitChoiceProps {
  readonly label: string;
  readonly options: readonly UnitOption[];
  readonly value: UnitId | null;
  readonly onChange: (unit: UnitId) => void;
}

/** One of several units, each with who promises it. */
export function UnitChoice({ label, options, value, onChange }: UnitChoiceProps): ReactNode {
  const money = useMoney();
  const nameOf = useUnitNames();
  return (
    <Select
      label={label}
      value={value ?? ''}
      options={options.map(({ unit, available }) => ({
        value: unit.id as string,
        label: available === undefined ? nameOf(unit) : `${nameOf(unit)} · ${money.text(available, unit)}`,
      }))}
      onChange={(chosen) => {
        const option = options.find(({ unit }) => unit.id === chosen);
        if (option !== undefined) onChange(option.unit.id);
      }}
    />
  );
}
