import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PhraseFields } from '@ui/phrase/PhraseFields.tsx';
import { NO_WORDS, isWholePhrase } from '@ui/phrase/phraseWords.ts';
import styles from './Books.module.css';
import type { Deed } from './useBooks.ts';

export interface PhraseDialogProps {
  readonly title: string;
  /** What the words are going to sign. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly deed: Deed;
  /** False while something else has to be chosen first. */
  readonly isReady?: boolean;
  readonly onWords: (words: string) => void;
  readonly onClose: () => void;
}

/** Says what is to be signed with the root, and takes the twelve words for it. They leave with the dialog. */
export function PhraseDialog(props: PhraseDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const [words, setWords] = useState(NO_WORDS);
  const { deed, isReady = true } = props;
  const isWhole = isReady && isWholePhrase(words);
  return (
    <Dialog
      isOpen
      title={props.title}
      closeLabel={t('common.close')}
      // A slip of the mouse must not throw away eleven typed words.
      isDismissable={words === NO_WORDS}
      onClose={props.onClose}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) props.onWords(words.join(' '));
        }}
      >
        {props.children}
        <h3>{t('books.phrase')}</h3>
        <PhraseFields
          words={words}
          labelOf={(number) => t('books.phrase.word', { number })}
          onChange={(typed) => {
            deed.clear();
            setWords(typed);
          }}
        />
        <p className={styles['hint']}>{t('books.phrase.safe')}</p>
        {deed.error !== null && <AlertBanner tone="danger">{errorText(deed.error)}</AlertBanner>}
        <div className={styles['actions']}>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="danger" pending={deed.isPending} disabled={!isWhole}>
            {props.confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
