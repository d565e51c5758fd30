import { type ReactNode, useId, useState } from 'react';
import { useLockErrorText } from '@i18n/useLockErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AppLock, LockErrorCode } from '@services/lock/appLock.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { NOTHING_TYPED, NewPassphrase, type TypedTwice, isTakeable } from '../passphrase/NewPassphrase.tsx';
import styles from './Lock.module.css';

/** What needs the passphrase once more. */
export type LockTask = 'change' | 'remove' | 'allowSystem' | 'refuseSystem';

export interface LockDialogProps {
  readonly lock: AppLock;
  readonly task: LockTask;
  readonly onClose: () => void;
}

function doTask(lock: AppLock, task: LockTask, typed: { readonly passphrase: string; readonly next: TypedTwice }) {
  switch (task) {
    case 'change':
      return lock.change(typed.passphrase, typed.next.once);
    case 'remove':
      return lock.remove(typed.passphrase);
    case 'allowSystem':
      return lock.allowSystem(typed.passphrase, true);
    case 'refuseSystem':
      return lock.allowSystem(typed.passphrase, false);
  }
}

/** Asks for the passphrase, and for a new one where that is what is wanted. */
export function LockDialog({ lock, task, onClose }: LockDialogProps): ReactNode {
  const t = useT();
  const errorText = useLockErrorText();
  const toast = useToast();
  const form = useId();
  const act = useAct<LockErrorCode>();
  const [passphrase, setPassphrase] = useState('');
  const [next, setNext] = useState(NOTHING_TYPED);
  const isReady = passphrase !== '' && (task !== 'change' || isTakeable(next));
  const run = () => {
    if (!isReady) return;
    act.run(
      () => doTask(lock, task, { passphrase, next }),
      () => {
        toast({ text: t(`lock.done.${task}`) });
        onClose();
      },
    );
  };
  return (
    <Dialog
      isOpen
      size="small"
      title={t(`lock.task.${task}`)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant={task === 'remove' ? 'danger' : 'primary'}
            pending={act.isPending}
            disabled={!isReady}
          >
            {t(`lock.task.${task}.do`)}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <TextField
          type="password"
          autoComplete="current-password"
          autoFocus
          label={t('lock.old')}
          value={passphrase}
          error={act.error === null ? null : errorText(act.error)}
          onChange={(value) => {
            setPassphrase(value);
            act.clear();
          }}
        />
        {task === 'change' && (
          <NewPassphrase label={t('lock.new')} description={t('lock.new.text')} value={next} onChange={setNext} />
        )}
      </form>
    </Dialog>
  );
}
