import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from 'react';
import { classNames } from '../classNames.ts';
import { Field, type FieldProps } from './Field.tsx';
import styles from './Field.module.css';

interface TextValue {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** By the first letter typed; an empty field has the direction of the app, as its placeholder does. */
function directionFor(value: string): 'auto' | undefined {
  return value === '' ? undefined : 'auto';
}

export interface TextFieldProps
  extends FieldProps, TextValue, Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'id'> {
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text. */
export function TextField(props: TextFieldProps): ReactNode {
  const { label, labelHidden = false, description, error, onChange, className, ...rest } = props;
  return (
    <Field label={label} labelHidden={labelHidden} description={description} error={error}>
      {(attributes) => (
        <input
          type="text"
          dir={directionFor(rest.value)}
          autoComplete="off"
          {...rest}
          {...attributes}
          className={classNames(styles['input'], className)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface TextAreaProps
  extends FieldProps, TextValue, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange' | 'id'> {
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text. */
export function TextArea(props: TextAreaProps): ReactNode {
  const { label, labelHidden = false, description, error, onChange, className, ...rest } = props;
  return (
    <Field label={label} labelHidden={labelHidden} description={description} error={error}>
      {(attributes) => (
        <textarea
          dir={directionFor(rest.value)}
          {...rest}
          {...attributes}
          className={classNames(styles['input'], styles['area'], className)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
