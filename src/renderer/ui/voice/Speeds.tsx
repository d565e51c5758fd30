import type { ReactNode } from 'react';
import type { PlayerTexts } from './playerTexts.ts';
import { type Playing, SPEEDS, type Speed, stage } from './stage.ts';
import styles from './Voice.module.css';

export interface SpeedsProps {
  readonly texts: Pick<PlayerTexts, 'speed' | 'speedLabel' | 'broken'>;
  readonly playing: Playing;
  readonly tabIndex?: -1 | undefined;
}

/** The button that goes through the speeds; where what is on cannot be played, that. */
export function Speeds({ texts, playing, tabIndex }: SpeedsProps): ReactNode {
  if (playing.isBroken) return <span className={styles['broken']}>{texts.broken}</span>;
  const label = texts.speedLabel(playing.speed);
  return (
    <button
      type="button"
      className={styles['speed']}
      aria-label={label}
      data-tooltip={label}
      tabIndex={tabIndex}
      onClick={() => stage.setSpeed(nextSpeed(playing.speed))}
    >
      {texts.speed(playing.speed)}
    </button>
  );
}

function nextSpeed(speed: Speed): Speed {
  return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
}
