import { type ReactNode, useId } from 'react';
import styles from './Choice.module.css';
import { FieldGroup } from './FieldGroup.tsx';

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly description?: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few values, all in sight. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>): ReactNode {
  const name = useId();
  return (
    <FieldGroup label={props.label}>
      {props.options.map((option) => (
        <label key={option.value} className={styles['row']}>
          <input
            type="radio"
            className={styles['radio']}
            name={name}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
          />
          <span className={styles['text']}>
            <span>{option.label}</span>
            {option.description !== undefined && <span className={styles['description']}>{option.description}</span>}
          </span>
        </label>
      ))}
    </FieldGroup>
  );
}
