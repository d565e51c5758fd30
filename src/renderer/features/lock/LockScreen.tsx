import { type ReactNode, useEffect, useState } from 'react';
import { useLockErrorText } from '@i18n/useLockErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AppLock, LockState } from '@services/lock/appLock.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Illustration } from '@ui/display/Illustration.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Forgotten } from './Forgotten.tsx';
import styles from './LockScreen.module.css';
import { Unlock } from './Unlock.tsx';
import { useLock } from './useLock.ts';

export interface LockScreenProps {
  /** The lock is open: the start can go on. */
  readonly onOpened: () => void;
}

/** All there is to see while the lock is closed: nothing of anybody. */
export function LockScreen({ onOpened }: LockScreenProps): ReactNode {
  const t = useT();
  const errorText = useLockErrorText();
  const [standing, { look }] = useLock();
  const isOpen = standing.status === 'ready' && standing.state.isOn && !standing.state.isLocked;
  // It may have been opened in another window.
  useEffect(() => {
    if (isOpen) onOpened();
  }, [isOpen, onOpened]);
  const retry = () => {
    void look();
    onOpened();
  };
  return (
    <main className={styles['screen']}>
      <header className={styles['head']}>
        <Illustration name="tree" />
        <h1>{t('lock.title')}</h1>
      </header>
      {standing.status === 'ready' && standing.state.isLocked && (
        <Closed lock={standing.lock} state={standing.state} onTried={look} onSetAside={onOpened} />
      )}
      {standing.status === 'ready' && !standing.state.isOn && (
        <Hindered onRetry={retry}>
          <p className={styles['text']}>{t('lock.elsewhere')}</p>
        </Hindered>
      )}
      {standing.status === 'failed' && (
        <Hindered onRetry={retry}>
          <AlertBanner tone="danger">{errorText(standing.error)}</AlertBanner>
        </Hindered>
      )}
    </main>
  );
}

interface ClosedProps {
  readonly lock: AppLock;
  readonly state: LockState;
  readonly onTried: () => Promise<void>;
  readonly onSetAside: () => void;
}

/** The passphrase, or what to do without it. */
function Closed({ lock, state, onTried, onSetAside }: ClosedProps): ReactNode {
  const [hasForgotten, setForgotten] = useState(false);
  return hasForgotten ? (
    <Forgotten lock={lock} onBack={() => setForgotten(false)} onSetAside={onSetAside} />
  ) : (
    <Unlock lock={lock} state={state} onTried={onTried} onForgotten={() => setForgotten(true)} />
  );
}

/** What is in the way, and another try. The account may be behind the lock of another profile of this computer. */
function Hindered({ onRetry, children }: { readonly onRetry: () => void; readonly children: ReactNode }): ReactNode {
  const t = useT();
  return (
    <>
      {children}
      <Button onClick={onRetry}>{t('common.retry')}</Button>
    </>
  );
}
