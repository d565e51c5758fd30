import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { ContactRequest } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { LookAlikeNotice } from '../page/LookAlikeNotice.tsx';
import { SafetyDigits } from '../safety/SafetyDigits.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { PersonPage } from '../page/PersonPage.tsx';
import styles from './RequestPage.module.css';
import { type RequestAnswer, useRequestAnswers } from './useRequestAnswers.tsx';

/** Someone asks to be a contact: who they say they are, and what to answer. */
export function RequestPage({ request }: { readonly request: ContactRequest }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const formats = useFormats();
  const now = useNow();
  const { act, answer } = useRequestAnswers(request);
  return (
    <PersonPage label={t('contacts.request.label', { name: isolate(request.name) })}>
      <header className={styles['header']}>
        <Avatar account={request.account} name={request.name} avatar={request.avatar} size="huge" />
        <h1>
          <T id="contacts.request.title" values={{ name: <PersonName>{request.name}</PersonName> }} />
        </h1>
        <p>{t('contacts.request.text')}</p>
        <p className={styles['when']}>
          {t('contacts.request.received', { when: formats.ago(request.receivedAt, now) })}
        </p>
      </header>
      <LookAlikeNotice account={request.account} name={request.name} />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <Answers isPending={act.isPending} onAnswer={answer} />
      <Section title={t('contacts.safety')} description={t('contacts.request.safety')}>
        <Plain>
          <SafetyDigits digits={request.safetyNumber} />
        </Plain>
      </Section>
    </PersonPage>
  );
}

interface AnswersProps {
  readonly isPending: boolean;
  readonly onAnswer: (answer: RequestAnswer) => void;
}

function Answers({ isPending, onAnswer }: AnswersProps): ReactNode {
  const t = useT();
  const [chosen, setChosen] = useState<RequestAnswer | null>(null);
  const press = (answer: RequestAnswer) => () => {
    setChosen(answer);
    onAnswer(answer);
  };
  return (
    <div className={styles['answers']}>
      <div>
        <Button variant="primary" size="large" pending={isPending && chosen === 'accept'} onClick={press('accept')}>
          {t('contacts.request.accept')}
        </Button>
        <Button size="large" pending={isPending && chosen === 'decline'} onClick={press('decline')}>
          {t('contacts.request.decline')}
        </Button>
        <Button variant="danger" size="large" pending={isPending && chosen === 'block'} onClick={press('block')}>
          {t('contacts.page.block')}
        </Button>
      </div>
      <p>{t('contacts.request.hint')}</p>
    </div>
  );
}
