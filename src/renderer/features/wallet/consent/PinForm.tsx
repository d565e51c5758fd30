import { type ReactNode, useId, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import styles from './Consent.module.css';
import { onlyDigits } from './onlyDigits.ts';

export interface PinFormProps {
  /** Why the last one was not taken. */
  readonly error: string | null;
  readonly isPending: boolean;
  readonly onPin: (pin: string) => void;
}

/** Asks for the payment PIN, in the window of what it is asked for. */
export function PinForm({ error, isPending, onPin }: PinFormProps): ReactNode {
  const t = useT();
  const [pin, setPin] = useState('');
  const heading = useId();
  const enter = () => {
    if (pin === '' || isPending) return;
    onPin(pin);
    setPin('');
  };
  return (
    <section className={styles['pin']} aria-labelledby={heading}>
      <p id={heading}>{t('consent.pin.needed')}</p>
      <div className={styles['pinRow']}>
        <TextField
          label={t('consent.pin')}
          type="password"
          inputMode="numeric"
          maxLength={12}
          value={pin}
          error={error ?? undefined}
          // The one thing there is to do now, in a window that has the keyboard anyway.
          autoFocus
          onChange={(typed) => setPin(onlyDigits(typed))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The dialog around it may be a form of its own, and forms cannot be nested.
            event.preventDefault();
            enter();
          }}
        />
        <Button variant="primary" disabled={pin.length < 4 || isPending} onClick={enter}>
          {t('consent.pin.enter')}
        </Button>
      </div>
    </section>
  );
}
