import { type ReactNode, useRef, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './Phrase.module.css';
import { PHRASE_LENGTH, fieldAfter, isWholePhrase, withWordsAt } from './phraseWords.ts';

export interface CheckWordsProps {
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** Twelve small fields. Pasting a whole phrase anywhere fills them all; a space goes to the next. */
export function CheckWords({ onBack, onDone }: CheckWordsProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [words, setWords] = useState<readonly string[]>(() => Array.from({ length: PHRASE_LENGTH }, () => ''));
  const act = useAct<WorkspaceErrorCode>();
  const list = useRef<HTMLOListElement>(null);
  const type = (index: number, text: string) => {
    act.clear();
    setWords((before) => withWordsAt(before, index, text));
    const next = fieldAfter(index, text);
    if (next !== index) list.current?.querySelectorAll('input')[next]?.focus();
  };
  return (
    <form
      className={styles['step']}
      onSubmit={(event) => {
        event.preventDefault();
        act.run(() => workspace.checkRecoveryPhrase(words.join(' ')), onDone);
      }}
    >
      <p>{t('settings.phrase.check.text')}</p>
      <ol className={styles['fields']} ref={list} dir="ltr" lang="en" translate="no">
        {words.map((word, index) => (
          <li key={index}>
            <input
              aria-label={t('settings.phrase.check.word', { number: index + 1 })}
              autoCapitalize="none"
              autoComplete="off"
              autoCorrect="off"
              spellCheck={false}
              value={word}
              onChange={(event) => type(index, event.target.value)}
            />
          </li>
        ))}
      </ol>
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
