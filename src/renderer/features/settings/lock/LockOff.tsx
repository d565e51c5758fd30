import { type ReactNode, useMemo, useState } from 'react';
import { useLockErrorText } from '@i18n/useLockErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AppLock, LockErrorCode } from '@services/lock/appLock.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { NOTHING_TYPED, NewPassphrase, isTakeable } from '../passphrase/NewPassphrase.tsx';
import { IdleChoice, USUAL_IDLE } from './IdleChoice.tsx';
import styles from './Lock.module.css';

/** There is no lock yet: a passphrase, twice, and a button. */
export function LockOff({ lock, onDone }: { readonly lock: AppLock; readonly onDone: () => Promise<void> }): ReactNode {
  const t = useT();
  const errorText = useLockErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const act = useAct<LockErrorCode>();
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [idle, setIdle] = useState(USUAL_IDLE);
  const account = own.status === 'ready' ? own.value.account : null;
  const isReady = account !== null && isTakeable(typed);
  const set = () => {
    if (account === null || !isReady) return;
    act.run(
      () => lock.set(account, typed.once, idle),
      () => {
        setTyped(NOTHING_TYPED);
        toast({ text: t('lock.set.done') });
        void onDone();
      },
    );
  };
  return (
    <Section title={t('lock.set')} description={t('lock.set.text')}>
      <Plain>
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            set();
          }}
        >
          <AlertBanner tone="warning">{t('lock.set.warning')}</AlertBanner>
          <NewPassphrase
            label={t('lock.passphrase')}
            description={t('lock.new.text')}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              act.clear();
            }}
          />
          <IdleChoice value={idle} onChange={setIdle} />
          {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
          <div className={styles['actions']}>
            <Button type="submit" variant="primary" pending={act.isPending} disabled={!isReady}>
              {t('lock.set.do')}
            </Button>
          </div>
        </form>
      </Plain>
    </Section>
  );
}
