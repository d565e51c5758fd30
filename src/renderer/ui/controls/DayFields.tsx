import { type ReactNode, useId } from 'react';
import styles from './Chip.module.css';
import fieldStyles from './Field.module.css';

export interface DayFieldsProps {
  readonly firstLabel: string;
  readonly lastLabel: string;
  /** Days as `2026-05-31`; empty for none. */
  readonly first: string;
  readonly last: string;
  /** What is wrong with them; shown below, announced, and told of the last. */
  readonly error?: string | null;
  readonly onChange: (days: { readonly first: string; readonly last: string }) => void;
}

/** From one day to another, each of which may be left open. */
export function DayFields(props: DayFieldsProps): ReactNode {
  const { firstLabel, lastLabel, first, last, error = null, onChange } = props;
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
          {...(error !== null && { 'aria-invalid': true, 'aria-describedby': `${id}error` })}
          onChange={(event) => onChange({ first, last: event.target.value })}
        />
      </div>
      {error !== null && (
        <div id={`${id}error`} className={fieldStyles['error']} role="alert">
          {error}
        </div>
      )}
    </>
  );
}
