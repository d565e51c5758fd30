import { type ReactNode, useId } from 'react';
import styles from './Field.module.css';

/** What every labelled field has. */
export interface FieldProps {
  readonly label: string;
  /** Keeps the label for screen readers only. */
  readonly labelHidden?: boolean;
  readonly description?: ReactNode;
  /** Shown below and announced; the field is marked invalid. */
  readonly error?: string | null | undefined;
}

/** Attributes that tie a control to its label and texts. */
export interface FieldAttributes {
  readonly id: string;
  readonly 'aria-label': string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label above, control, description and error below. */
export function Field(
  props: FieldProps & { readonly children: (attributes: FieldAttributes) => ReactNode },
): ReactNode {
  const id = useId();
  const { error } = props;
  const hasError = error !== undefined && error !== null && error !== '';
  const described = [props.description !== undefined && `${id}-description`, hasError && `${id}-error`].filter(Boolean);
  return (
    <div className={styles['field']}>
      {props.labelHidden !== true && (
        <label className={styles['label']} htmlFor={id}>
          {props.label}
        </label>
      )}
      {props.children({
        id,
        'aria-label': props.labelHidden === true ? props.label : undefined,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': hasError || undefined,
      })}
      {props.description !== undefined && (
        <div id={`${id}-description`} className={styles['description']}>
          {props.description}
        </div>
      )}
      <div id={`${id}-error`} className={styles['error']} role="alert" hidden={!hasError}>
        {error}
      </div>
    </div>
  );
}
