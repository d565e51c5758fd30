import { Eye, EyeOff, Fingerprint } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useLockErrorText } from '@i18n/useLockErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AppLock, LockErrorCode, LockState } from '@services/lock/appLock.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './LockScreen.module.css';

export interface UnlockProps {
  readonly lock: AppLock;
  readonly state: LockState;
  /** The passphrase was tried: how the lock stands is to be asked anew. */
  readonly onTried: () => Promise<void>;
  readonly onForgotten: () => void;
}

/** The passphrase, and what else opens the lock. */
export function Unlock({ lock, state, onTried, onForgotten }: UnlockProps): ReactNode {
  const t = useT();
  const errorText = useLockErrorText();
  const act = useAct<LockErrorCode>();
  const [passphrase, setPassphrase] = useState('');
  const [isShown, setShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const form = useId();
  const seconds = useCountdown(state.waitMs);
  const isWaiting = seconds > 0;
  const attempt = (work: ReturnType<AppLock['open']>) =>
    work.then(async (opened) => {
      await onTried();
      field.current?.select();
      return opened;
    });
  const open = () => {
    if (passphrase !== '' && !isWaiting) act.run(() => attempt(lock.open(passphrase)));
  };
  return (
    <form
      id={form}
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <div className={styles['passphrase']}>
        <TextField
          ref={field}
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          spellCheck={false}
          autoCapitalize="none"
          autoFocus
          label={t('lock.passphrase')}
          value={passphrase}
          error={act.error === null ? null : errorText(act.error)}
          onChange={(value) => {
            setPassphrase(value);
            act.clear();
          }}
        />
        <IconButton
          label={isShown ? t('lock.hide') : t('lock.show')}
          aria-pressed={isShown}
          icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          onClick={() => setShown(!isShown)}
        />
      </div>
      <Waiting seconds={seconds} />
      <Button
        type="submit"
        variant="primary"
        size="large"
        pending={act.isPending}
        disabled={passphrase === '' || isWaiting}
      >
        {t('lock.open')}
      </Button>
      {state.hasSystemUnlock && (
        <Button
          icon={<Fingerprint aria-hidden />}
          onClick={() => act.run(() => attempt(lock.openBySystem(t('lock.system.reason'))))}
        >
          {t('lock.openBySystem')}
        </Button>
      )}
      <Button variant="quiet" onClick={onForgotten}>
        {t('lock.forgotten')}
      </Button>
    </form>
  );
}

/** Said once to a screen reader; the seconds are for who sees them. */
function Waiting({ seconds }: { readonly seconds: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <div className={styles['waiting']}>
      <span role="status" className={styles['spoken']}>
        {seconds > 0 ? t('lock.waiting') : ''}
      </span>
      {seconds > 0 && <span aria-hidden>{t('lock.wait', { seconds: formats.number(seconds) })}</span>}
    </div>
  );
}

/** Whole seconds that are left of a time, which begins anew when it is another. */
function useCountdown(waitMs: number): number {
  const [count, setCount] = useState({ of: waitMs, left: waitMs });
  if (count.of !== waitMs) setCount({ of: waitMs, left: waitMs });
  useEffect(() => {
    if (waitMs === 0) return undefined;
    const until = performance.now() + waitMs;
    const timer = setInterval(() => {
      const left = Math.max(0, until - performance.now());
      setCount({ of: waitMs, left });
      if (left === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [waitMs]);
  return Math.ceil(count.left / 1000);
}
