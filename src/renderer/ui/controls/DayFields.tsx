import { type ReactNode, useId } from 'react';
import styles from './Chip.module.css';

export interface DayFieldsProps {
  readonly firstLabel: string;
  readonly lastLabel: string;
  /** Days as `2026-05-31`; empty for none. */
  readonly first: string;
  readonly last: string;
  readonly onChange: (days: { readonly first: string; readonly last: string }) => void;
}

/** From one day to another, each of which may be left open. */
export function DayFields({ firstLabel, lastLabel, first, last, onChange }: DayFieldsProps): ReactNode {
  const id = useId();
  return (
    <>
      <div className={styles['chip']} data-narrows={first !== '' || undefined}>
        <label htmlFor={`${id}first`}>{firstLabel}</label>
        <input
          id={`${id}first`}
          type="date"
          value={first}
          {...(last !== '' && { max: last })}
          onChange={(event) => onChange({ first: event.target.value, last })}
        />
      </div>
      <div className={styles['chip']} data-narrows={last !== '' || undefined}>
        <label htmlFor={`${id}last`}>{lastLabel}</label>
        <input
          id={`${id}last`}
          type="date"
          value={last}
          {...(first !== '' && { min: first })}
          onChange={(event) => onChange({ first, last: event.target.value })}
        />
      </div>
    </>
  );
}
