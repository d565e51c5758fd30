import { Search, X } from 'lucide-react';
import { type ReactNode, type Ref, useRef } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './Field.module.css';

export interface SearchFieldProps {
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Arrow down: usually into the list below. */
  readonly onArrowDown?: () => void;
  /** In a window whose first use is to type here. */
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A filter box. Esc empties it first, and only when it is empty goes to whoever listens outside. */
export function SearchField({ ref, ...props }: SearchFieldProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  return (
    <div className={styles['search']} role="search" aria-label={props.label} ref={box}>
      <Search aria-hidden />
      <input
        ref={ref}
        type="search"
        // oxlint-disable-next-line no-autofocus -- asked for where a window opens for it, by a press
        autoFocus={props.autoFocus}
        className={styles['input']}
        aria-label={props.label}
        placeholder={props.placeholder ?? props.label}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && props.value !== '') {
            event.preventDefault();
            event.stopPropagation();
            props.onChange('');
          }
          if (event.key === 'ArrowDown' && props.onArrowDown) {
            event.preventDefault();
            props.onArrowDown();
          }
        }}
      />
      {props.value !== '' && (
        <IconButton
          size="small"
          label={props.clearLabel}
          icon={<X aria-hidden />}
          onClick={() => {
            props.onChange('');
            box.current?.querySelector('input')?.focus();
          }}
        />
      )}
    </div>
  );
}
