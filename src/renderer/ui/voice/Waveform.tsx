import type { ReactNode } from 'react';
import styles from './Voice.module.css';

export interface WaveformProps {
  /** 0 to 1 each. */
  readonly bars: readonly number[];
  /** How much of it is behind, 0 to 1. */
  readonly played: number;
}

/** A waveform as bars: those that are behind are stronger. */
export function Waveform({ bars, played }: WaveformProps): ReactNode {
  return (
    <span className={styles['bars']} aria-hidden>
      {bars.map((level, index) => (
        <span
          key={index}
          data-played={index < played * bars.length || undefined}
          style={{ blockSize: `${Math.round(12 + level * 88)}%` }}
        />
      ))}
    </span>
  );
}
