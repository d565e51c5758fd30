import { CircleCheck, QrCode as QrIcon, ScanQrCode } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { HandState } from '@services/workspace/handWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import styles from './Hand.module.css';
import { HandCode } from './HandCode.tsx';
import { ReadHand } from './ReadHand.tsx';
import { type Hand, useHand } from './useHand.ts';

export interface ByHandProps {
  readonly onOpenChat: (space: SpaceId) => void;
}

/** Connects two people by a code each, with no service in between: one shows, the other reads and shows back. */
export function ByHand({ onOpenChat }: ByHandProps): ReactNode {
  const errorText = useErrorText();
  const hand = useHand();
  const [isReading, setReading] = useState(false);
  return (
    <div className={styles['hand']} aria-live="polite">
      {hand.state === null ? (
        <Spinner />
      ) : isReading ? (
        <ReadHand hand={hand} isSecond={hand.state.status === 'first'} onBack={() => setReading(false)} />
      ) : (
        <Step hand={hand} state={hand.state} onRead={() => setReading(true)} onOpenChat={onOpenChat} />
      )}
      {hand.act.error !== null && <AlertBanner tone="danger">{errorText(hand.act.error)}</AlertBanner>}
    </div>
  );
}

interface StepProps extends ByHandProps {
  readonly hand: Hand;
  readonly state: HandState;
  readonly onRead: () => void;
}

function Step({ hand, state, onRead, onOpenChat }: StepProps): ReactNode {
  const t = useT();
  switch (state.status) {
    case 'none':
      return <Choice hand={hand} onRead={onRead} />;
    case 'first':
      return (
        <HandCode code={state.code} expiresAt={state.expiresAt} title={t('hand.first')} text={t('hand.first.text')}>
          <Button onClick={hand.end}>{t('common.cancel')}</Button>
          <Button variant="primary" onClick={onRead}>
            {t('hand.first.next')}
          </Button>
        </HandCode>
      );
    case 'second':
      return (
        <HandCode
          code={state.code}
          expiresAt={state.expiresAt}
          title={t('hand.second', { name: isolate(state.name) })}
          text={t('hand.second.text', { name: isolate(state.name) })}
        >
          <Button onClick={hand.end}>{t('common.cancel')}</Button>
        </HandCode>
      );
    case 'connecting':
      return (
        <>
          <Spinner />
          <p role="status">{t('hand.connecting', { name: isolate(state.name) })}</p>
          <Button onClick={hand.end}>{t('common.cancel')}</Button>
        </>
      );
    case 'linked':
      return <Linked name={state.name} onChat={() => onOpenChat(state.space)} onDone={hand.end} />;
    case 'failed':
      return (
        <>
          <AlertBanner tone="warning">{t(`hand.failed.${state.reason}`)}</AlertBanner>
          <Button variant="primary" onClick={hand.end}>
            {t('hand.again')}
          </Button>
        </>
      );
  }
}

function Choice({ hand, onRead }: { readonly hand: Hand; readonly onRead: () => void }): ReactNode {
  const t = useT();
  return (
    <>
      <p>{t('hand.how')}</p>
      <p className={styles['small']}>{t('hand.reach')}</p>
      <div className={styles['card']}>
        <Row icon={<QrIcon aria-hidden />} title={t('hand.show')} text={t('hand.show.text')}>
          <Button variant="primary" pending={hand.act.isPending} onClick={() => hand.begin(() => undefined)}>
            {t('hand.show.button')}
          </Button>
        </Row>
        <Row icon={<ScanQrCode aria-hidden />} title={t('hand.read')} text={t('hand.read.text')}>
          <Button onClick={onRead}>{t('hand.read.button')}</Button>
        </Row>
      </div>
      {hand.problem !== null && <AlertBanner tone="danger">{t(`hand.problem.${hand.problem}`)}</AlertBanner>}
    </>
  );
}

interface LinkedProps {
  readonly name: string;
  readonly onChat: () => void;
  readonly onDone: () => void;
}

function Linked({ name, onChat, onDone }: LinkedProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['done']}>
      <CircleCheck aria-hidden />
      <h3>{t('hand.linked', { name: isolate(name) })}</h3>
      <p>{t('hand.linked.text')}</p>
      <div className={styles['actions']}>
        <Button onClick={onDone}>{t('hand.another')}</Button>
        <Button variant="primary" autoFocus onClick={onChat}>
          {t('hand.chat')}
        </Button>
      </div>
    </div>
  );
}
