import type { ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import { Field, type FieldProps } from './Field.tsx';
import styles from './Field.module.css';
import { type ChoiceProps, NativeSelect } from './NativeSelect.tsx';

export interface SelectProps<Value extends string> extends FieldProps, ChoiceProps<Value> {
  readonly disabled?: boolean;
}

/** One of several values, in a field. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { options, onChange, value, disabled, ...field } = props;
  const className = classNames(styles['input'], styles['select']);
  const choice = { value, options, onChange, disabled, className };
  return <Field {...field}>{(attributes) => <NativeSelect attributes={attributes} {...choice} />}</Field>;
}
