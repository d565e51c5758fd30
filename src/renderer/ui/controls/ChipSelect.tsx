import { type ReactNode, useId } from 'react';
import styles from './Chip.module.css';

export interface ChipSelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** The first one lets everything through: another stands out. */
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** A filter as a chip: what it is about and what is chosen, in the platform's own select. */
export function ChipSelect<Value extends string>({
  label,
  value,
  options,
  onChange,
}: ChipSelectProps<Value>): ReactNode {
  const id = useId();
  return (
    <div className={styles['chip']} data-narrows={value !== options[0]?.value || undefined}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
