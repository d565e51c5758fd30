import { Delete, Plus } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { CartPress } from './cart.ts';
import styles from './Till.module.css';

export interface KeypadProps {
  readonly onPress: (press: CartPress) => void;
  /** Enter: what is rung up is to be paid. */
  readonly onCharge: () => void;
}

const KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;

/** A big keypad; the keys of the keyboard and its number pad do the same. */
export function Keypad({ onPress, onCharge }: KeypadProps): ReactNode {
  const t = useT();
  useKeys(onPress, onCharge);
  return (
    <div className={styles['keypad']} role="group" aria-label={t('till.keypad')} dir="ltr">
      {KEYS.map((digits) => (
        <button key={digits} type="button" onClick={() => onPress({ kind: 'digits', digits })}>
          {digits}
        </button>
      ))}
      <button type="button" aria-label={t('till.erase')} onClick={() => onPress({ kind: 'erase' })}>
        <Delete aria-hidden />
      </button>
      <button type="button" className={styles['wide']} onClick={() => onPress({ kind: 'clear' })}>
        {t('till.clear')}
      </button>
      <button type="button" aria-label={t('till.line')} onClick={() => onPress({ kind: 'line' })}>
        <Plus aria-hidden />
      </button>
    </div>
  );
}

/** Keys that act on a field or a dialog are theirs. */
function isElsewhere(target: EventTarget | null): boolean {
  const isDialogOpen = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
  return isDialogOpen || (target instanceof Element && target.closest('input, textarea, select') !== null);
}

function pressOf(key: string): CartPress | null {
  if (/^[0-9]$/.test(key)) return { kind: 'digits', digits: key };
  if (key === 'Backspace') return { kind: 'erase' };
  if (key === 'Delete' || key === 'Escape') return { kind: 'clear' };
  return key === '+' ? { kind: 'line' } : null;
}

function useKeys(onPress: (press: CartPress) => void, onCharge: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isElsewhere(event.target)) return;
      const press = pressOf(event.key);
      if (press !== null) {
        event.preventDefault();
        // Escape clears the sale here, and closes no page.
        event.stopPropagation();
        onPress(press);
      } else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) onCharge();
    };
    document.addEventListener('keydown', hear, true);
    return () => document.removeEventListener('keydown', hear, true);
  }, [onPress, onCharge]);
}
