import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from '../classNames.ts';
import styles from './IconButton.module.css';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> {
  /** Accessible name, and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown in the tooltip after the label, for example "Ctrl+1". */
  readonly shortcut?: string | undefined;
  readonly size?: 'small' | 'medium';
  /** Turns in right-to-left text (arrows). */
  readonly directional?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { label, icon, shortcut, size = 'medium', directional = false, className, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      data-tooltip={shortcut === undefined ? label : `${label}  ${shortcut}`}
      className={classNames(styles['button'], styles[size], directional && styles['directional'], className)}
    >
      {icon}
    </button>
  );
}
