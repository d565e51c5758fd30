import { type ReactNode, useId } from 'react';
import { classNames } from '../classNames.ts';
import styles from './Envelope.module.css';

export interface EnvelopeProps {
  /** Its flap is up and the paper looks out. */
  readonly isOpen?: boolean;
  readonly size?: 'small' | 'medium';
}

/** A red packet, drawn. Decorative: what it is stands beside it. */
export function Envelope({ isOpen = false, size = 'medium' }: EnvelopeProps): ReactNode {
  const id = useId();
  return (
    <svg className={classNames(styles['envelope'], styles[size])} viewBox="0 0 48 60" aria-hidden focusable="false">
      <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" className={styles['redTop']} />
        <stop offset="1" className={styles['redEnd']} />
      </linearGradient>
      {isOpen && <path className={styles['flapBack']} d="M3 17C10 3 38 3 45 17Z" />}
      {isOpen && <rect x="8" y="7" width="32" height="30" rx="3" className={styles['paper']} />}
      <rect
        x="3"
        y={isOpen ? 17 : 3}
        width="42"
        height={isOpen ? 40 : 54}
        rx="6"
        className={styles['body']}
        fill={`url(#${id})`}
      />
      {isOpen ? (
        <path className={styles['fold']} d="M3 25C14 35 34 35 45 25" />
      ) : (
        <path className={styles['flap']} d="M3 9a6 6 0 0 1 6-6h30a6 6 0 0 1 6 6v9C36 30 12 30 3 18Z" />
      )}
      <circle cx="24" cy={isOpen ? 33 : 27} r="8" className={styles['coin']} />
      <path className={styles['leaf']} d={isOpen ? LEAF_LOW : LEAF_HIGH} />
    </svg>
  );
}

/** A leaf in the middle of the coin. */
const LEAF_HIGH =
  'M24 31.4v-4.6M24 28.2c-3.8 0-4.6-3-4.4-5 2.6 0 4.4 1.6 4.4 5Zm0 0c0-3 1.6-4.4 4.4-4.4.2 2.2-.8 4.4-4.4 4.4Z';
const LEAF_LOW =
  'M24 37.4v-4.6M24 34.2c-3.8 0-4.6-3-4.4-5 2.6 0 4.4 1.6 4.4 5Zm0 0c0-3 1.6-4.4 4.4-4.4.2 2.2-.8 4.4-4.4 4.4Z';
