import { type ReactNode, useId } from 'react';
import styles from './Chip.module.css';
import { type ChoiceProps, NativeSelect } from './NativeSelect.tsx';

/** The first of the options lets everything through: another stands out. */
export interface ChipSelectProps<Value extends string> extends ChoiceProps<Value> {
  readonly label: string;
}

/** A filter as a chip: what it is about and what is chosen. */
export function ChipSelect<Value extends string>({ label, ...choice }: ChipSelectProps<Value>): ReactNode {
  const id = useId();
  return (
    <div className={styles['chip']} data-narrows={choice.value !== choice.options[0]?.value || undefined}>
      <label htmlFor={id}>{label}</label>
      <NativeSelect attributes={{ id }} {...choice} />
    </div>
  );
}
