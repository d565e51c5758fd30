import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import styles from './ListRow.module.css';

export interface ListRowProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'title'> {
  readonly leading?: ReactNode;
  readonly title: ReactNode;
  /** Beside the title at the end of the line: a time. */
  readonly meta?: ReactNode;
  readonly subtitle?: ReactNode;
  /** At the end of the second line: a badge. */
  readonly trailing?: ReactNode;
  readonly selected?: boolean;
  /** A hash address, for example `#/chats/…`. Without one the row is a button. */
  readonly href?: string;
  readonly onPress?: () => void;
  /** The pointer or the keyboard came to the button: a press may follow. */
  readonly onApproach?: () => void;
}

/** A row of a list: picture, two lines, figures at the end. */
export function ListRow(props: ListRowProps): ReactNode {
  const {
    leading,
    title,
    meta,
    subtitle,
    trailing,
    selected = false,
    className,
    href,
    onPress,
    onApproach,
    ...rest
  } = props;
  const content = (
    <>
      {leading}
      <span className={styles['text']}>
        <span className={styles['line']}>
          <span className={styles['title']}>{title}</span>
          {meta !== undefined && <span className={styles['meta']}>{meta}</span>}
        </span>
        {(subtitle !== undefined || trailing !== undefined) && (
          <span className={styles['line']}>
            <span className={styles['subtitle']}>{subtitle}</span>
            {trailing}
          </span>
        )}
      </span>
    </>
  );
  const classes = classNames(styles['row'], selected && styles['selected'], className);
  if (href === undefined) {
    const { id, tabIndex } = rest;
    return (
      <button
        type="button"
        id={id}
        tabIndex={tabIndex}
        className={classes}
        aria-pressed={selected || undefined}
        onClick={onPress}
        onPointerEnter={onApproach}
        onFocus={onApproach}
      >
        {content}
      </button>
    );
  }
  return (
    <a {...rest} href={href} className={classes} aria-current={selected ? 'page' : undefined} draggable={false}>
      {content}
    </a>
  );
}
