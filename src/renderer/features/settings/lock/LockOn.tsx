import { LockKeyhole } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLockErrorText } from '@i18n/useLockErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AppLock, LockErrorCode, LockState } from '@services/lock/appLock.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { appKeys } from '@ui/keys/appKeys.ts';
import { keysOf } from '@ui/keys/chordLabel.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { IdleChoice, idleOf } from './IdleChoice.tsx';
import { LockDialog, type LockTask } from './LockDialog.tsx';

export interface LockOnProps {
  readonly lock: AppLock;
  readonly state: LockState;
  readonly onDone: () => Promise<void>;
}

/** There is a lock: closing it, when it closes by itself, and what can be changed about it. */
export function LockOn({ lock, state, onDone }: LockOnProps): ReactNode {
  const t = useT();
  const errorText = useLockErrorText();
  const act = useAct<LockErrorCode>();
  const [task, setTask] = useState<LockTask | null>(null);
  return (
    <Section title={t('lock.on')}>
      {act.error !== null && (
        <Plain>
          <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>
        </Plain>
      )}
      <Row
        icon={<LockKeyhole aria-hidden />}
        title={t('lock.now')}
        text={t('lock.now.text', { keys: keysOf(appKeys.lock).join(' ') })}
      >
        <Button variant="primary" onClick={() => act.run(() => lock.close())}>
          {t('lock.now.do')}
        </Button>
      </Row>
      <Plain>
        <IdleChoice
          value={idleOf(state.idleMinutes)}
          disabled={act.isPending}
          onChange={(minutes) =>
            act.run(
              () => lock.setIdle(minutes),
              () => void onDone(),
            )
          }
        />
      </Plain>
      {state.canAskSystem ? (
        <Plain>
          <Switch
            label={t('lock.system')}
            description={t('lock.system.text')}
            checked={state.hasSystemUnlock}
            onChange={(isAllowed) => setTask(isAllowed ? 'allowSystem' : 'refuseSystem')}
          />
        </Plain>
      ) : (
        <Row title={t('lock.system')} text={t('lock.system.none')} />
      )}
      <Row title={t('lock.change')} text={t('lock.change.text')}>
        <Button onClick={() => setTask('change')}>{t('lock.change.do')}</Button>
      </Row>
      <Row title={t('lock.remove')} text={t('lock.remove.text')}>
        <Button variant="danger" onClick={() => setTask('remove')}>
          {t('lock.remove.do')}
        </Button>
      </Row>
      {task !== null && (
        <LockDialog
          lock={lock}
          task={task}
          onClose={() => {
            setTask(null);
            void onDone();
          }}
        />
      )}
    </Section>
  );
}
