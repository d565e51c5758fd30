import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { Application, JoiningDevice, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { deviceKindOf } from './deviceKindOf.ts';
import styles from './Onboarding.module.css';

export interface JoinAccountProps {
  readonly application: Pick<Application, 'joinAccount'>;
  readonly onBack: () => void;
}

/** First start of a further device: the code of the one that has the account, then the digits to be typed there. */
export function JoinAccount({ application, onBack }: JoinAccountProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const [name, setName] = useState(() => deviceKindOf(navigator.userAgent) ?? t('onboarding.join.computer'));
  const [joining, setJoining] = useState<JoiningDevice | null>(null);
  const act = useAct<WorkspaceErrorCode>();
  useEffect(() => () => joining?.end(), [joining]);
  return (
    <section className={styles['form']} aria-label={t('onboarding.join.title')}>
      <h2 className={styles['joinTitle']}>{t('onboarding.join.title')}</h2>
      {joining === null ? (
        <CodeStep
          name={name}
          isPending={act.isPending}
          error={act.error === null ? null : errorText(act.error)}
          onName={setName}
          onCode={(code) => act.run(() => application.joinAccount({ code, name }), setJoining)}
        />
      ) : (
        <Joining joining={joining} onAgain={() => setJoining(null)} />
      )}
      <Button variant="quiet" icon={<ArrowLeft aria-hidden className={styles['back'] ?? ''} />} onClick={onBack}>
        {t('onboarding.join.back')}
      </Button>
    </section>
  );
}

interface CodeStepProps {
  readonly name: string;
  readonly isPending: boolean;
  readonly error: string | null;
  readonly onName: (name: string) => void;
  readonly onCode: (code: string) => void;
}

function CodeStep({ name, isPending, error, onName, onCode }: CodeStepProps): ReactNode {
  const t = useT();
  const errorText = useMediaErrorText();
  const read = useCodeWords({ link: t('onboarding.join.code'), placeholder: 'XXXX XXXX XXXX XXXX' });
  const words = { ...read, or: t('onboarding.join.or') };
  return (
    <>
      <p className={styles['join']}>{t('onboarding.join.how')}</p>
      <TextField label={t('onboarding.join.name')} value={name} onChange={onName} />
      <CodeIntake means={useMedia()} words={words} errorText={errorText} onFound={onCode} />
      {isPending && <Spinner />}
      {error !== null && <AlertBanner tone="danger">{error}</AlertBanner>}
    </>
  );
}

interface AskingProps {
  readonly joining: JoiningDevice;
  readonly name: string;
  readonly number: string;
  readonly onAgain: () => void;
}

function Asking({ joining, name, number, onAgain }: AskingProps): ReactNode {
  const t = useT();
  return (
    <>
      <p className={styles['join']} role="status">
        {t('onboarding.join.ask', { name: isolate(name) })}
      </p>
      <p className={styles['join']}>{t('onboarding.join.askText')}</p>
      <output className={styles['number']} aria-label={t('onboarding.join.number')} dir="ltr" translate="no">
        {number}
      </output>
      <Button variant="primary" onClick={() => void joining.accept()}>
        {t('onboarding.join.accept')}
      </Button>
      <Button onClick={onAgain}>{t('onboarding.join.refuse')}</Button>
    </>
  );
}

/** How long after it began to be looked for somebody should have answered, ms. */
const ANSWERED_WITHIN = 20_000;

/** That nobody answers, once they should have, and what to do: a code that is no longer shown is answered by nobody. */
function Unanswered({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  const t = useT();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), ANSWERED_WITHIN);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <AlertBanner
      tone="warning"
      title={t('onboarding.join.nobody')}
      actions={
        <Button size="small" onClick={onAgain}>
          {t('onboarding.join.nobodyAgain')}
        </Button>
      }
    >
      {t('onboarding.join.nobodyText')}
    </AlertBanner>
  );
}

function Joining({ joining, onAgain }: { readonly joining: JoiningDevice; readonly onAgain: () => void }): ReactNode {
  const t = useT();
  const state = useSnapshot(joining.state);
  switch (state.status) {
    case 'looking':
      return (
        <>
          <div className={styles['waiting']} role="status">
            <Spinner />
            <p>{t('onboarding.join.looking')}</p>
            <p className={styles['hint']}>{t('onboarding.join.lookingText')}</p>
          </div>
          <Unanswered onAgain={onAgain} />
        </>
      );
    case 'digits':
      return (
        <div className={styles['waiting']} role="status">
          <p>{t('onboarding.join.digits')}</p>
          <output className={styles['digits']} dir="ltr" translate="no">
            {`${state.digits.slice(0, 3)} ${state.digits.slice(3)}`}
          </output>
          <p className={styles['hint']}>{t('onboarding.join.digitsText')}</p>
        </div>
      );
    case 'asking':
      return <Asking joining={joining} name={state.name} number={state.number} onAgain={onAgain} />;
    case 'linked':
      return (
        <div className={styles['waiting']} role="status">
          <Spinner />
          <p>{t('onboarding.join.linked')}</p>
        </div>
      );
    case 'failed':
      return (
        <>
          <AlertBanner tone="danger">{t(`onboarding.join.failed.${state.reason}`)}</AlertBanner>
          <Button variant="primary" onClick={onAgain}>
            {t('onboarding.join.again')}
          </Button>
        </>
      );
  }
}
