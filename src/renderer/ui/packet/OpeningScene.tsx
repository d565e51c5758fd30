import type { ReactNode } from 'react';
import styles from './OpeningScene.module.css';

export interface OpeningSceneProps {
  /** `closed`: to be opened; `waiting`: the coin turns; `open`: the paper comes out. */
  readonly phase: 'closed' | 'waiting' | 'open';
  /** Whether it opens in front of one's eyes: paper rises, confetti falls. */
  readonly isFestive: boolean;
  /** On the front, while it is closed. */
  readonly front: ReactNode;
  /** On the paper. */
  readonly paper: ReactNode;
  /** What the coin says to who presses it. */
  readonly coinLabel: string;
  /** It cannot be opened any more. */
  readonly isDisabled?: boolean;
  readonly onOpen: () => void;
}

/** Pieces of confetti; where, when and how each falls is told by its place. */
const PIECES = Array.from({ length: 18 }, (_, place) => place);

/** Takes the focus once, when it appears. */
function focusFirst(element: HTMLElement | null): void {
  element?.focus();
}

/** A red packet that is opened by pressing its coin. Still where people asked for less motion. */
export function OpeningScene(props: OpeningSceneProps): ReactNode {
  const { phase, isFestive, front, paper } = props;
  const isOpen = phase === 'open';
  return (
    <div className={styles['scene']} data-phase={phase} data-festive={isFestive || undefined}>
      <div className={styles['back']} />
      {/* The button that had the focus is gone when it opens in front of one's eyes. */}
      <div className={styles['paper']} tabIndex={-1} {...(isOpen && isFestive && { ref: focusFirst })}>
        {isOpen && paper}
      </div>
      <div className={styles['pocket']} />
      <div className={styles['flap']} />
      {!isOpen && <div className={styles['front']}>{front}</div>}
      {!isOpen && <Coin {...props} />}
      {isOpen && isFestive && (
        <div className={styles['confetti']} aria-hidden>
          {PIECES.map((place) => (
            <i key={place} />
          ))}
        </div>
      )}
    </div>
  );
}

/** What is pressed. The one thing there is to do in the dialog, so it has the focus, as a dialog's first field. */
function Coin({ phase, coinLabel, isDisabled = false, onOpen }: OpeningSceneProps): ReactNode {
  return (
    <button
      type="button"
      className={styles['coin']}
      ref={focusFirst}
      aria-busy={phase === 'waiting' || undefined}
      aria-label={coinLabel}
      disabled={isDisabled}
      onClick={phase === 'closed' ? onOpen : undefined}
    >
      <svg viewBox="0 0 48 48" aria-hidden focusable="false">
        <path d="M24 38V24M24 28c-10 0-12-8-11.500-13.500C19.500 14.500 24 19 24 28Zm0 0c0-8 4-12 11.500-12 .5 6-2 12-11.500 12Z" />
      </svg>
    </button>
  );
}
