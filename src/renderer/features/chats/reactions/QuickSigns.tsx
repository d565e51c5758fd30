import { Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { quickSigns } from './quickSigns.ts';
import styles from './Reactions.module.css';

export interface QuickSignsProps {
  /** The own sign on the message; null where there is none. */
  readonly own: string | null;
  readonly onSign: (sign: string) => void;
  /** Asks for every other sign. */
  readonly onMore: () => void;
}

/** The signs most people answer with, in a row; arrows go along it. */
export function QuickSigns({ own, onSign, onMore }: QuickSignsProps): ReactNode {
  const t = useT();
  const row = useRef<HTMLDivElement>(null);
  const signs = own === null || isQuick(own) ? quickSigns : [own, ...quickSigns.slice(0, -1)];
  return (
    <div
      ref={row}
      role="toolbar"
      tabIndex={-1}
      aria-label={t('messages.react')}
      className={styles['quick']}
      onKeyDown={moveAlong}
    >
      {signs.map((sign) => (
        <button
          key={sign}
          type="button"
          aria-pressed={sign === own}
          aria-label={t(sign === own ? 'messages.react.takeBack' : 'messages.react.with', { sign })}
          onClick={() => onSign(sign)}
        >
          {sign}
        </button>
      ))}
      <IconButton label={t('messages.react.more')} icon={<Plus aria-hidden />} onClick={onMore} />
    </div>
  );
}

function isQuick(sign: string): boolean {
  return quickSigns.some((one) => one === sign);
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The arrow that points to where a button stands. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const row = event.currentTarget;
  const buttons = [...row.querySelectorAll('button')];
  const way = getComputedStyle(row).direction === 'rtl' ? -step : step;
  const at = buttons.findIndex((button) => button === document.activeElement);
  event.preventDefault();
  event.stopPropagation();
  buttons[(at + way + buttons.length) % buttons.length]?.focus();
}
