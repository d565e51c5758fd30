import type { ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import styles from './NativeSelect.module.css';

/** One of several values to choose from. */
export interface ChoiceProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

export interface NativeSelectProps<Value extends string> extends ChoiceProps<Value> {
  /** What ties it to its label and texts. */
  readonly attributes: {
    readonly id: string;
    readonly 'aria-label'?: string | undefined;
    readonly 'aria-describedby'?: string | undefined;
    readonly 'aria-invalid'?: true | undefined;
  };
  readonly className?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** The platform's own select, with its keyboard behaviour; what is around it gives it its label and its frame. */
export function NativeSelect<Value extends string>(props: NativeSelectProps<Value>): ReactNode {
  const { attributes, className, disabled, value, options, onChange } = props;
  return (
    <select
      {...attributes}
      className={classNames(styles['select'], className)}
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
  );
}
