import { type ReactNode, useState } from 'react';
import styles from './Display.module.css';

export interface LongTextProps {
  readonly text: string;
  readonly moreLabel: string;
  readonly lessLabel: string;
}

/** Lines shown at first. */
const LINES = 4;
/** About as many letters as a line takes. */
const LINE = 60;

/** Words of someone that may be many: the first lines of them, and the rest when asked for. */
export function LongText({ text, moreLabel, lessLabel }: LongTextProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  // A button that would show a line more is worth less than that line.
  const isLong = lines > LINES + 1;
  return (
    <>
      <p className={styles['longText']} dir="auto" data-cut={(isLong && !isOpen) || undefined}>
        {text}
      </p>
      {isLong && (
        <button type="button" className={styles['more']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? lessLabel : moreLabel}
        </button>
      )}
    </>
  );
}
