import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './Phrase.module.css';
import { PhraseList } from '@ui/phrase/PhraseList.tsx';
import { PHRASE_LENGTH } from '@ui/phrase/phraseWords.ts';

export interface ShowWordsProps {
  readonly onNext: () => void;
  readonly onLater: () => void;
}

/** The words, read from the vault only when asked for and forgotten when hidden. They can't be copied by a click. */
export function ShowWords({ onNext, onLater }: ShowWordsProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [words, setWords] = useState<readonly string[] | null>(null);
  const act = useAct<WorkspaceErrorCode>();
  return (
    <div className={styles['step']}>
      <p>{t('settings.phrase.show.text')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['frame']}>
        <Words words={words} />
        {words === null && (
          <div className={styles['cover']}>
            <p>{t('settings.phrase.hidden')}</p>
            <Button
              variant="primary"
              icon={<Eye aria-hidden />}
              pending={act.isPending}
              onClick={() => act.run(() => workspace.recoveryPhrase(), setWords)}
            >
              {t('settings.phrase.reveal')}
            </Button>
          </div>
        )}
      </div>
      <div className={styles['actions']}>
        {words === null ? (
          <Button onClick={onLater}>{t('settings.phrase.later')}</Button>
        ) : (
          <Button icon={<EyeOff aria-hidden />} onClick={() => setWords(null)}>
            {t('settings.phrase.hide')}
          </Button>
        )}
        <Button variant="primary" disabled={words === null} onClick={onNext}>
          {t('settings.phrase.next')}
        </Button>
      </div>
    </div>
  );
}

function Words({ words }: { readonly words: readonly string[] | null }): ReactNode {
  const t = useT();
  return (
    <PhraseList
      className={styles['words']}
      aria-label={t('settings.phrase.words', { count: PHRASE_LENGTH })}
      aria-hidden={words === null || undefined}
    >
      {Array.from({ length: PHRASE_LENGTH }, (_, index) => index).map((index) => (
        <li key={index}>{words === null ? '•••••' : words[index]}</li>
      ))}
    </PhraseList>
  );
}
