import { type ReactNode, useRef, useState } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { ExportedCounts } from '@domain/exporting/exported.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { type ExportProgress, type ExportedFiles, exportedFiles } from '@services/workspace/exportWorkspace.ts';
import type { Conversation, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { DayFields } from '@ui/controls/DayFields.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { GroupScope } from '../groups/GroupScope.tsx';
import { ConversationContext, useNames } from '../talk/useNames.ts';
import styles from './Exporting.module.css';
import { countWords, useChatPageWords } from './useChatPageWords.ts';

export interface ExportDialogProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

/** Saves a chat for oneself: which time of it, with which files. */
export function ExportDialog(props: ExportDialogProps): ReactNode {
  return (
    <ConversationContext value={props.conversation}>
      <GroupScope conversation={props.conversation}>
        <AskedExport {...props} />
      </GroupScope>
    </ConversationContext>
  );
}

interface Asked {
  readonly first: string;
  readonly last: string;
  readonly files: ExportedFiles;
}

function AskedExport({ conversation, onClose }: ExportDialogProps): ReactNode {
  const t = useT();
  const [asked, setAsked] = useState<Asked>({ first: '', last: '', files: 'all' });
  const saving = useSaving(conversation);
  const close = () => {
    saving.stop();
    onClose();
  };
  const isRunning = saving.progress !== null;
  return (
    <Dialog
      isOpen
      title={t('exporting.title', { name: isolate(conversation.name) })}
      onClose={close}
      footer={
        <>
          <Button onClick={isRunning ? saving.stop : close}>{t(footLabel(saving))}</Button>
          {saving.made === null && (
            <Button
              variant="primary"
              pending={isRunning}
              disabled={isBackwards(asked)}
              onClick={() => void saving.start(asked)}
            >
              {t('exporting.start')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['form']}>
        {saving.error !== null && <Failed code={saving.error} />}
        {saving.made !== null && <Made counts={saving.made} />}
        {saving.made === null && !isRunning && <Choices asked={asked} onChange={setAsked} />}
        {saving.progress !== null && <Progress progress={saving.progress} />}
      </div>
    </Dialog>
  );
}

function footLabel({ progress, made }: Saving): 'exporting.stop' | 'common.close' | 'common.cancel' {
  if (progress !== null) return 'exporting.stop';
  return made === null ? 'common.cancel' : 'common.close';
}

function Choices({ asked, onChange }: { readonly asked: Asked; readonly onChange: (asked: Asked) => void }): ReactNode {
  const t = useT();
  return (
    <>
      <p>{t('exporting.text')}</p>
      <fieldset className={styles['range']}>
        <legend>{t('exporting.range')}</legend>
        <DayFields
          firstLabel={t('exporting.first')}
          lastLabel={t('exporting.last')}
          first={asked.first}
          last={asked.last}
          onChange={(days) => onChange({ ...asked, ...days })}
          error={isBackwards(asked) ? t('exporting.backwards') : null}
        />
      </fieldset>
      <RadioGroup
        label={t('exporting.files')}
        value={asked.files}
        options={exportedFiles.map((value) => ({ value, label: t(`exporting.files.${value}`) }))}
        onChange={(files) => onChange({ ...asked, files })}
      />
    </>
  );
}

function Progress({ progress }: { readonly progress: ExportProgress }): ReactNode {
  const t = useT();
  const label = t(`exporting.step.${progress.step}`);
  return (
    <div className={styles['progress']} role="status">
      <span>{label}</span>
      <ProgressBar label={label} value={progress.done} most={1} />
    </div>
  );
}

function Made({ counts }: { readonly counts: ExportedCounts }): ReactNode {
  const t = useT();
  return (
    <div role="status">
      {countWords(t, counts).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

function Failed({ code }: { readonly code: WorkspaceErrorCode }): ReactNode {
  const errorText = useErrorText();
  return <AlertBanner tone="danger">{errorText(code)}</AlertBanner>;
}

interface Saving {
  /** Null while nothing is written. */
  readonly progress: ExportProgress | null;
  readonly made: ExportedCounts | null;
  readonly error: WorkspaceErrorCode | null;
  readonly start: (asked: Asked) => Promise<void>;
  readonly stop: () => void;
}

function useSaving({ space, name }: Conversation): Saving {
  const workspace = useWorkspace();
  const media = useMedia();
  const nameOf = useNames();
  const wordsOf = useChatPageWords(nameOf);
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [made, setMade] = useState<ExportedCounts | null>(null);
  const [error, setError] = useState<WorkspaceErrorCode | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = async ({ first, last, files }: Asked) => {
    const sink = await media.openSink({ name: cleanFileName(`${name}.zip`), type: 'application/zip' });
    if (sink === null) return;
    const own = new AbortController();
    running.current = own;
    setError(null);
    setProgress({ step: 'messages', done: 0 });
    const range = { since: dayStart(first, 0), until: dayEnd(last) };
    const wish = { name, ...range, files, words: wordsOf(), nameOf };
    const saved = await workspace.exportChat(space, wish, { sink, signal: own.signal, onProgress: setProgress });
    running.current = null;
    setProgress(null);
    if (saved.ok) setMade(saved.value);
    else if (!own.signal.aborted) setError(saved.error.code);
  };
  return { progress, made, error, start, stop: () => running.current?.abort() };
}

/** Days are written so that they stand in the order of time. */
function isBackwards({ first, last }: Asked): boolean {
  return first !== '' && last !== '' && first > last;
}

/** When a day begins that a field names, `days` later; null for none. */
function dayStart(day: string, days: number): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + days).getTime();
}

function dayEnd(day: string): number | null {
  const next = dayStart(day, 1);
  return next === null ? null : next - 1;
}
