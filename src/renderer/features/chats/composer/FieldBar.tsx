import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@ui/controls/IconButton.tsx';
import styles from './FieldBar.module.css';

export interface FieldBarProps {
  readonly label: string;
  readonly isBusy?: boolean;
  /** What sort of thing it is: an icon, or what turns until it is here. */
  readonly icon: ReactNode;
  readonly children: ReactNode;
  /** The way out of it. */
  readonly leave: { readonly label: string; readonly shortcut?: string; readonly onPress: () => void };
}

/** Stands above the field: what goes along with what is being written. */
export function FieldBar({ label, isBusy, icon, children, leave }: FieldBarProps): ReactNode {
  const { onPress, ...button } = leave;
  return (
    <section className={styles['bar']} aria-label={label} aria-busy={isBusy}>
      {icon}
      {children}
      <IconButton size="small" {...button} icon={<X aria-hidden />} onClick={onPress} />
    </section>
  );
}
