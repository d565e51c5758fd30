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
  return (
    <section className={styles['pin']} aria-labelledby={heading}>
      <p id={heading}>{t('consent.pin.needed')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (pin === '' || isPending) return;
          onPin(pin);
          setPin('');
        }}
      >
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
        />
        <Button type="submit" variant="primary" disabled={pin.length < 4 || isPending}>
          {t('consent.pin.enter')}
        </Button>
      </form>
    </section>
  );
}
