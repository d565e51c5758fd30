import { type ReactNode, useId } from 'react';
import styles from './Layout.module.css';

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly lang?: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few short values side by side; radio buttons to the keyboard and to screen readers. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactNode {
  const name = useId();
  return (
    <div className={styles['segmented']} role="radiogroup" aria-label={props.label}>
      {props.options.map((option) => (
        <label key={option.value} className={styles['segment']} lang={option.lang}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
