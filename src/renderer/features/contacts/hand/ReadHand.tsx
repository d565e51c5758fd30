import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { HandPerson, HandProblem } from '@services/workspace/handWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { SafetyDigits } from '../safety/SafetyDigits.tsx';
import styles from './Hand.module.css';
import type { Hand } from './useHand.ts';

export interface ReadHandProps {
  readonly hand: Hand;
  /** Whether the own first code is shown, so that the second is awaited. */
  readonly isSecond: boolean;
  readonly onBack: () => void;
}

/** Reads the other's code, says whose it is, and waits for a yes. */
export function ReadHand({ hand, isSecond, onBack }: ReadHandProps): ReactNode {
  const workspace = useWorkspace();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const [problem, setProblem] = useState<HandProblem | null>(null);
  const [found, setFound] = useState<{ readonly text: string; readonly person: HandPerson } | null>(null);
  const read = (text: string) =>
    act.run(
      () => workspace.readHand(text),
      (answer) => {
        setProblem(answer.problem);
        if (answer.problem === null) setFound({ text, person: answer.value });
      },
    );
  if (found === null) {
    return (
      <>
        <Intake isSecond={isSecond} problem={problem} onFound={read} onBack={onBack} />
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </>
    );
  }
  return (
    <Whose
      person={found.person}
      hand={hand}
      onBack={() => setFound(null)}
      onYes={() => hand.accept(found.text, onBack)}
    />
  );
}

interface IntakeProps {
  readonly isSecond: boolean;
  readonly problem: HandProblem | null;
  readonly onFound: (text: string) => void;
  readonly onBack: () => void;
}

function Intake({ isSecond, problem, onFound, onBack }: IntakeProps): ReactNode {
  const t = useT();
  const errorText = useMediaErrorText();
  const words = useCodeWords({ link: t('hand.paste'), placeholder: 'banyan://hand#…' });
  return (
    <div className={styles['step']}>
      <h3>{t(isSecond ? 'hand.readSecond' : 'hand.readFirst')}</h3>
      <p>{t(isSecond ? 'hand.readSecond.text' : 'hand.readFirst.text')}</p>
      <CodeIntake means={useMedia()} words={words} errorText={errorText} onFound={onFound} />
      {problem !== null && <AlertBanner tone="danger">{t(`hand.problem.${problem}`)}</AlertBanner>}
      <div className={styles['actions']}>
        <Button onClick={onBack}>{t('common.back')}</Button>
      </div>
    </div>
  );
}

interface WhoseProps {
  readonly person: HandPerson;
  readonly hand: Hand;
  readonly onBack: () => void;
  readonly onYes: () => void;
}

function Whose({ person, hand, onBack, onYes }: WhoseProps): ReactNode {
  const t = useT();
  const { account, name, safetyNumber, isContact } = person;
  return (
    <div className={styles['step']}>
      <Avatar account={account} name={name} avatar={{ kind: 'generated' }} size="large" />
      <h3>
        <T id={isContact ? 'hand.known' : 'hand.whose'} values={{ name: <PersonName>{name}</PersonName> }} />
      </h3>
      {isContact ? (
        <p>{t('hand.known.text')}</p>
      ) : (
        <>
          <p>{t('hand.whose.text')}</p>
          <SafetyDigits digits={safetyNumber} />
        </>
      )}
      {hand.problem !== null && <AlertBanner tone="danger">{t(`hand.problem.${hand.problem}`)}</AlertBanner>}
      <div className={styles['actions']}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button variant="primary" pending={hand.act.isPending} autoFocus onClick={onYes}>
          {t('hand.yes')}
        </Button>
      </div>
    </div>
  );
}
