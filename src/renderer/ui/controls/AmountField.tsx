import type { ReactNode, Ref } from 'react';
import { Field, type FieldProps } from './Field.tsx';
import styles from './Field.module.css';

export interface AmountFieldProps extends FieldProps {
  /** As typed: reading it is for whoever knows the decimals. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Stands behind the number: a code. */
  readonly unit: string;
  readonly placeholder?: string;
  /** Large, as the one thing a dialog asks for. */
  readonly size?: 'large';
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A sum of money: the number, and what it is of. Numbers run from left to right in every script. */
export function AmountField(props: AmountFieldProps): ReactNode {
  const { label, labelHidden = false, description, error, value, onChange, unit, size, ...rest } = props;
  return (
    <Field label={label} labelHidden={labelHidden} description={description} error={error}>
      {(attributes) => (
        <span className={styles['amount']} data-size={size} dir="ltr">
          <input
            type="text"
            inputMode="decimal"
            autoComplete="off"
            maxLength={32}
            value={value}
            {...rest}
            {...attributes}
            className={styles['input']}
            onChange={(event) => onChange(event.target.value)}
          />
          <span className={styles['amountUnit']} aria-hidden>
            {unit}
          </span>
        </span>
      )}
    </Field>
  );
}
