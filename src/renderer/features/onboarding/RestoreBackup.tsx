import { ArrowLeft, FileUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { LOCK_BYTES, fileLock } from '@domain/backup/fileLock.ts';
import { useBackupErrorText, useBackupLosses, useBackupProgressText } from '@i18n/useBackupTexts.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import {
  type BackupErrorCode,
  type BackupReport,
  type OpenedFile,
  type RestoringBackup,
  isBackupError,
} from '@services/workspace/backupWorkspace.ts';
import type { Application } from '@services/workspace/workspace.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { PhraseFields } from '@ui/phrase/PhraseFields.tsx';
import { NO_WORDS, isWholePhrase } from '@ui/phrase/phraseWords.ts';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import styles from './Onboarding.module.css';

export interface RestoreBackupProps {
  readonly application: Pick<Application, 'restoreBackup'>;
  readonly onBack: () => void;
}

/** What a step works with. `file` is null until something opened it: the words do, where the phrase closed it. */
interface Opened {
  readonly restoring: RestoringBackup;
  readonly file: OpenedFile | null;
}

/** First start with a backup: the files and their passphrase, then the words, then what came of it. */
export function RestoreBackup({ application, onBack }: RestoreBackupProps): ReactNode {
  const t = useT();
  const [restoring, setRestoring] = useState<RestoringBackup | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [report, setReport] = useState<BackupReport | null>(null);
  useEffect(() => () => restoring?.end(), [restoring]);
  return (
    <section className={styles['form']} aria-label={t('backup.restore.title')}>
      <h2 className={styles['joinTitle']}>{t('backup.restore.title')}</h2>
      {opened === null && (
        <FileStep application={application} restoring={restoring} onRestoring={setRestoring} onOpened={setOpened} />
      )}
      {opened !== null && report === null && <WordsStep opened={opened} onDone={setReport} />}
      {opened !== null && report !== null && <Outcome restoring={opened.restoring} report={report} />}
      {report === null && (
        <Button variant="quiet" icon={<ArrowLeft aria-hidden className={styles['back'] ?? ''} />} onClick={onBack}>
          {t('backup.restore.back')}
        </Button>
      )}
    </section>
  );
}

interface FileStepProps extends Pick<RestoreBackupProps, 'application'> {
  readonly restoring: RestoringBackup | null;
  readonly onRestoring: (restoring: RestoringBackup | null) => void;
  readonly onOpened: (opened: Opened) => void;
}

/** What was chosen, and what opens it. */
interface Chosen {
  readonly files: readonly File[];
  readonly lock: 'passphrase' | 'phrase';
}

function FileStep({ application, restoring, onRestoring, onOpened }: FileStepProps): ReactNode {
  const t = useT();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const act = useAct<BackupErrorCode>();
  const open = async (): Promise<Result<Opened, { readonly code: BackupErrorCode }>> => {
    if (chosen === null) return fail('file-unreadable', 'no file');
    const begun = restoring === null ? asBackup(await application.restoreBackup(chosen.files)) : ok(restoring);
    if (!begun.ok) return begun;
    onRestoring(begun.value);
    if (chosen.lock === 'phrase') return ok({ restoring: begun.value, file: null });
    const read = await begun.value.open({ kind: 'passphrase', passphrase });
    return read.ok ? ok({ restoring: begun.value, file: read.value }) : read;
  };
  const isReady = chosen !== null && (chosen.lock === 'phrase' || passphrase !== '');
  return (
    <form
      className={styles['restore']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) act.run(open, onOpened);
      }}
    >
      <p className={styles['join']}>{t('backup.restore.text')}</p>
      <FileChoice
        chosen={chosen}
        onChosen={(next) => {
          restoring?.end();
          onRestoring(null);
          setChosen(next);
          act.clear();
        }}
      />
      {chosen?.lock === 'phrase' ? (
        <p>{t('backup.restore.phrase')}</p>
      ) : (
        <TextField
          type="password"
          autoComplete="current-password"
          label={t('backup.passphrase')}
          value={passphrase}
          onChange={(value) => {
            setPassphrase(value);
            act.clear();
          }}
        />
      )}
      <Running restoring={restoring} act={act} />
      <Button type="submit" variant="primary" pending={act.isPending} disabled={!isReady}>
        {t('backup.restore.next')}
      </Button>
    </form>
  );
}

function FileChoice(props: { readonly chosen: Chosen | null; readonly onChosen: (chosen: Chosen) => void }): ReactNode {
  const t = useT();
  const input = useRef<FileInputControl>(null);
  const files = props.chosen?.files ?? [];
  const [only] = files;
  return (
    <>
      <FileInput
        ref={input}
        accept=""
        multiple
        onFiles={(some) => void lockOf(some).then((lock) => props.onChosen({ files: some, lock }))}
      />
      <Button icon={<FileUp aria-hidden />} onClick={() => input.current?.choose()}>
        {only === undefined ? t('backup.restore.choose') : t('backup.restore.other')}
      </Button>
      {only !== undefined && (
        <bdi className={styles['fileName']}>
          {files.length === 1 ? only.name : t('backup.restore.files', { count: files.length })}
        </bdi>
      )}
    </>
  );
}

/** One that cannot be read, or is none of ours, is asked for its passphrase: opening it says what is wrong. */
async function lockOf(files: readonly File[]): Promise<Chosen['lock']> {
  try {
    const head = await files[0]?.slice(0, LOCK_BYTES).arrayBuffer();
    return (head === undefined ? null : fileLock(new Uint8Array(head))) ?? 'passphrase';
  } catch {
    return 'passphrase';
  }
}

function WordsStep(props: { readonly opened: Opened; readonly onDone: (report: BackupReport) => void }): ReactNode {
  const { restoring, file } = props.opened;
  const t = useT();
  const [words, setWords] = useState(NO_WORDS);
  const act = useAct<BackupErrorCode>();
  const restore = async () => {
    const phrase = words.join(' ');
    const opened = file === null ? await restoring.open({ kind: 'words', words: phrase }) : ok(file);
    return opened.ok ? restoring.restore(phrase) : opened;
  };
  return (
    <form
      className={styles['restore']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWholePhrase(words)) act.run(restore, props.onDone);
      }}
    >
      {file !== null && <Found file={file} />}
      <p className={styles['join']}>{t('backup.restore.words')}</p>
      <PhraseFields
        words={words}
        labelOf={(number) => t('backup.restore.word', { number })}
        onChange={(typed) => {
          act.clear();
          setWords(typed);
        }}
      />
      <Running restoring={restoring} act={act} />
      <Button type="submit" variant="primary" pending={act.isPending} disabled={!isWholePhrase(words)}>
        {t('backup.restore.start')}
      </Button>
    </form>
  );
}

function Found({ file }: { readonly file: OpenedFile }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <p>
      <strong>
        {t('backup.restore.found', { name: isolate(file.name), when: isolate(formats.date(file.createdAt)) })}
      </strong>
    </p>
  );
}

function Running(props: { readonly restoring: RestoringBackup | null; readonly act: Act<BackupErrorCode> }): ReactNode {
  const errorText = useBackupErrorText();
  return (
    <>
      {props.restoring !== null && <Progress restoring={props.restoring} />}
      {props.act.error !== null && <AlertBanner tone="danger">{errorText(props.act.error)}</AlertBanner>}
    </>
  );
}

function Progress({ restoring }: { readonly restoring: RestoringBackup }): ReactNode {
  const progress = useSnapshot(restoring.progress);
  const textOf = useBackupProgressText();
  if (progress === null) return null;
  return (
    <div role="status">
      <ProgressBar label={textOf(progress)} value={progress.done} most={progress.total} />
      <p className={styles['hint']}>{textOf(progress)}</p>
    </div>
  );
}

function Outcome(props: { readonly restoring: RestoringBackup; readonly report: BackupReport }): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const losses = useBackupLosses()(props.report);
  const act = useAct<BackupErrorCode>();
  return (
    <>
      {losses.length === 0 ? (
        <AlertBanner tone="info">{t('backup.restore.whole')}</AlertBanner>
      ) : (
        <AlertBanner tone="warning" title={t('backup.restore.partly')}>
          {losses.join(' ')}
        </AlertBanner>
      )}
      <p className={styles['join']}>{t('backup.restore.known')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <Button
        variant="primary"
        size="large"
        autoFocus
        pending={act.isPending}
        onClick={() => act.run(() => props.restoring.finish())}
      >
        {t('backup.restore.open')}
      </Button>
    </>
  );
}

function asBackup<T>(
  result: Awaited<ReturnType<Application['restoreBackup']>> & Result<T, { readonly code: string }>,
): Result<T, { readonly code: BackupErrorCode }> {
  if (result.ok) return result;
  const { code } = result.error;
  return fail(isBackupError(code) ? code : 'internal', code);
}
