import type { ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import { Field, type FieldProps } from './Field.tsx';
import styles from './Field.module.css';

export interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** One of several values, in the platform's own select with its keyboard behaviour. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { options, onChange, value, disabled, ...field } = props;
  return (
    <Field {...field}>
      {(attributes) => (
        <select
          {...attributes}
          className={classNames(styles['input'], styles['select'])}
          disabled={disabled}
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
      )}
    </Field>
  );
}
