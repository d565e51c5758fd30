import { Delete, Plus } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { CartPress } from './cart.ts';
import { chordOf } from '@ui/keys/chord.ts';
import { tillKeys } from '@ui/keys/tillKeys.ts';
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

function pressOf(chord: string): CartPress | null {
  if (/^[0-9]$/.test(chord)) return { kind: 'digits', digits: chord };
  if (chord === tillKeys.erase) return { kind: 'erase' };
  // Escape clears the sale here, and closes no page.
  if (chord === tillKeys.clear || chord === 'Escape') return { kind: 'clear' };
  return chord === tillKeys.nextLine ? { kind: 'line' } : null;
}

function useKeys(onPress: (press: CartPress) => void, onCharge: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (isElsewhere(event.target)) return;
      const chord = chordOf(event);
      const press = pressOf(chord);
      if (press !== null) {
        event.preventDefault();
        event.stopPropagation();
        onPress(press);
      } else if (chord === tillKeys.charge && !(event.target instanceof HTMLButtonElement)) onCharge();
    };
    document.addEventListener('keydown', hear, true);
    return () => document.removeEventListener('keydown', hear, true);
  }, [onPress, onCharge]);
}
