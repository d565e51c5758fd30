import type { ReactNode, Ref } from 'react';
import { classNames } from '../classNames.ts';
import styles from './BoxList.module.css';
import { moveBetweenBoxes } from './moveBetweenBoxes.ts';

export interface BoxListProps {
  readonly ref?: Ref<HTMLDivElement>;
  readonly label: string;
  readonly className?: string | undefined;
  /** Its items, each a checkbox. */
  readonly children: ReactNode;
  /** Stands below the items. */
  readonly note?: ReactNode;
}

/** A list of boxes to tick in a dialog, as wide as what it stands under. Arrows go from one to the next. */
export function BoxList({ ref, label, className, children, note }: BoxListProps): ReactNode {
  return (
    <div role="presentation" ref={ref} className={classNames(styles['list'], className)} onKeyDown={moveBetweenBoxes}>
      <ul aria-label={label}>{children}</ul>
      {note}
    </div>
  );
}

/** Who or what a box is for: a picture and a name. */
export function BoxLabel({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className={styles['who']}>{children}</span>;
}
