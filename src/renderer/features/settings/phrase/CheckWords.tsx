import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { PhraseFields } from '@ui/phrase/PhraseFields.tsx';
import { NO_WORDS, isWholePhrase } from '@ui/phrase/phraseWords.ts';
import styles from './Phrase.module.css';

export interface CheckWordsProps {
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** The words, typed back. */
export function CheckWords({ onBack, onDone }: CheckWordsProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [words, setWords] = useState(NO_WORDS);
  const act = useAct<WorkspaceErrorCode>();
  return (
    <form
      className={styles['step']}
      onSubmit={(event) => {
        event.preventDefault();
        act.run(() => workspace.checkRecoveryPhrase(words.join(' ')), onDone);
      }}
    >
      <p>{t('settings.phrase.check.text')}</p>
      <PhraseFields
        words={words}
        labelOf={(number) => t('settings.phrase.check.word', { number })}
        onChange={(typed) => {
          act.clear();
          setWords(typed);
        }}
      />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['actions']}>
        <Button onClick={onBack}>{t('settings.phrase.check.back')}</Button>
        <Button type="submit" variant="primary" pending={act.isPending} disabled={!isWholePhrase(words)}>
          {t('settings.phrase.check.done')}
        </Button>
      </div>
    </form>
  );
}
