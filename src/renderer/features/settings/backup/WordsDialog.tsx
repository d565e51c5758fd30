import { type ReactNode, useState } from 'react';
import { useBackupErrorText } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import type { BackupErrorCode, BackupOutcome } from '@services/workspace/backupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PhraseFields } from '@ui/phrase/PhraseFields.tsx';
import { NO_WORDS, isWholePhrase } from '@ui/phrase/phraseWords.ts';
import styles from './Backup.module.css';

export interface WordsDialogProps<T> {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly work: (words: string) => BackupOutcome<T>;
  readonly onDone: (value: T) => void;
  readonly onClose: () => void;
}

/** Asks for the words of the recovery phrase, for something that cannot be done without. */
export function WordsDialog<T>(props: WordsDialogProps<T>): ReactNode {
  const { title, text, confirm, work, onDone, onClose } = props;
  const t = useT();
  const errorText = useBackupErrorText();
  const [words, setWords] = useState(NO_WORDS);
  const act = useAct<BackupErrorCode>();
  const go = () => {
    if (isWholePhrase(words)) act.run(() => work(words.join(' ')), onDone);
  };
  return (
    <Dialog
      isOpen
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" pending={act.isPending} disabled={!isWholePhrase(words)} onClick={go}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <p>{text}</p>
        <PhraseFields
          words={words}
          labelOf={(number) => t('backup.restore.word', { number })}
          onChange={(typed) => {
            act.clear();
            setWords(typed);
          }}
        />
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </form>
    </Dialog>
  );
}
