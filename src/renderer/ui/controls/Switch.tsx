import { type ReactNode, useId } from 'react';
import { classNames } from '../classNames.ts';
import styles from './Choice.module.css';

export interface ToggleProps {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** On or off, at once. */
export function Switch(props: ToggleProps): ReactNode {
  return <Toggle {...props} look="switch" />;
}

/** Ticked or not. */
export function Checkbox(props: ToggleProps): ReactNode {
  return <Toggle {...props} look="box" />;
}

function Toggle(props: ToggleProps & { readonly look: 'switch' | 'box' }): ReactNode {
  const id = useId();
  const input = (
    <input
      type="checkbox"
      role={props.look === 'switch' ? 'switch' : undefined}
      className={styles[props.look]}
      checked={props.checked}
      disabled={props.disabled}
      aria-labelledby={`${id}-label`}
      aria-describedby={props.description === undefined ? undefined : `${id}-description`}
      onChange={(event) => props.onChange(event.target.checked)}
    />
  );
  return (
    <label className={classNames(styles['row'], props.look === 'switch' && styles['between'])}>
      {props.look === 'box' && input}
      <span className={styles['text']}>
        <span id={`${id}-label`}>{props.label}</span>
        {props.description !== undefined && (
          <span id={`${id}-description`} className={styles['description']}>
            {props.description}
          </span>
        )}
      </span>
      {props.look === 'switch' && input}
    </label>
  );
}
