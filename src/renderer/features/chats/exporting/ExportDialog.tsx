import { type ReactNode, useState } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { ExportedCounts } from '@domain/exporting/exported.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { type ExportProgress, type ExportedFiles, exportedFiles } from '@services/workspace/exportWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { DayFields } from '@ui/controls/DayFields.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { GroupScope } from '../groups/GroupScope.tsx';
import { ConversationContext, useNames } from '../talk/useNames.ts';
import styles from './Exporting.module.css';
import { SavingDialog } from './SavingDialog.tsx';
import { type Saving, useArchive } from './useArchive.ts';
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
  return (
    <SavingDialog
      title={t('exporting.title', { name: isolate(conversation.name) })}
      saving={useSaving(conversation)}
      asked={isBackwards(asked) ? null : asked}
      startLabel={t('exporting.start')}
      choices={<Choices asked={asked} onChange={setAsked} />}
      stepLabel={({ step }) => t(`exporting.step.${step}`)}
      report={(counts) => countWords(t, counts).map((line) => <p key={line}>{line}</p>)}
      onClose={onClose}
    />
  );
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

function useSaving({ space, name }: Conversation): Saving<Asked, ExportProgress, ExportedCounts> {
  const workspace = useWorkspace();
  const nameOf = useNames();
  const wordsOf = useChatPageWords(nameOf);
  return useArchive<Asked, ExportProgress, ExportedCounts>({
    name: () => cleanFileName(`${name}.zip`),
    begun: { step: 'messages', done: 0 },
    make: ({ first, last, files }, target) => {
      const range = { since: dayStart(first, 0), until: dayEnd(last) };
      return workspace.exportChat(space, { name, ...range, files, words: wordsOf(), nameOf }, target);
    },
  });
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
