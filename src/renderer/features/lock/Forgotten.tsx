import { type ReactNode, useState } from 'react';
import { useLockErrorText } from '@i18n/useLockErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AppLock, LockErrorCode } from '@services/lock/appLock.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import styles from './LockScreen.module.css';

export interface ForgottenProps {
  readonly lock: AppLock;
  readonly onBack: () => void;
  /** What was locked is put aside: the start finds nobody. */
  readonly onSetAside: () => void;
}

/** The ways back for who does not know the passphrase any more. */
export function Forgotten({ lock, onBack, onSetAside }: ForgottenProps): ReactNode {
  const t = useT();
  const errorText = useLockErrorText();
  const act = useAct<LockErrorCode>();
  const [isAsking, setAsking] = useState(false);
  return (
    <section className={styles['forgotten']} aria-labelledby="forgotten">
      <h2 id="forgotten">{t('lock.forgotten.title')}</h2>
      <p>{t('lock.forgotten.text')}</p>
      <ol>
        <li>{t('lock.forgotten.have')}</li>
        <li>{t('lock.forgotten.begin')}</li>
        <li>{t('lock.forgotten.restore')}</li>
      </ol>
      <p className={styles['text']}>{t('lock.forgotten.none')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['actions']}>
        <Button autoFocus onClick={onBack}>
          {t('lock.forgotten.back')}
        </Button>
        <Button variant="danger" pending={act.isPending} onClick={() => setAsking(true)}>
          {t('lock.anew')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('lock.anew.title')}
        tone="danger"
        confirmLabel={t('lock.anew')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => {
          setAsking(false);
          act.run(() => lock.setAside(), onSetAside);
        }}
        onCancel={() => setAsking(false)}
      >
        <p>{t('lock.anew.text')}</p>
      </ConfirmDialog>
    </section>
  );
}
