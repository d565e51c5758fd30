import { useRef, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { DateOrder } from '@domain/importing/dates.ts';
import type { ScannedChat } from '@domain/importing/importScan.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChosenExport, ImportWish, ImportedOne, ScannedExport } from '@services/workspace/importWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useReport } from '../useReport.ts';

/** What a person says about an export before it is taken in. */
export interface ImportAnswers {
  /** Which of its chats, by its number. */
  readonly chat: number;
  readonly name: string;
  /** Key of oneself; empty: none of them. */
  readonly me: string;
  readonly order: DateOrder;
  readonly withFiles: boolean;
}

/** How far one has come. */
export type ImportStep =
  | { readonly kind: 'choose'; readonly error: WorkspaceErrorCode | null }
  | { readonly kind: 'scanning'; readonly done: number }
  | {
      readonly kind: 'asked';
      readonly files: readonly ChosenExport[];
      readonly found: ScannedExport;
      readonly answers: ImportAnswers;
    };

/** Bringing in one chat. */
export interface Importing {
  readonly step: ImportStep;
  /** Null where something is still to be said. */
  readonly wish: ImportWish | null;
  readonly choose: (files: readonly File[]) => void;
  readonly change: (answers: ImportAnswers) => void;
  readonly start: () => void;
  readonly stopScan: () => void;
}

/** Bringing in one chat: it goes on when the dialog is closed. */
export function useImporting(onStarted: () => void): Importing {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const report = useReport();
  const [step, setStep] = useState<ImportStep>({ kind: 'choose', error: null });
  const scanning = useRef<AbortController | null>(null);
  const scan = async (files: readonly ChosenExport[]) => {
    const own = new AbortController();
    scanning.current = own;
    setStep({ kind: 'scanning', done: 0 });
    const onProgress = (done: number) => setStep({ kind: 'scanning', done });
    const found = await workspace.scanExport(files, { signal: own.signal, onProgress });
    if (own.signal.aborted) return;
    if (found.ok) setStep({ kind: 'asked', files, found: found.value, answers: firstAnswers(found.value) });
    else setStep({ kind: 'choose', error: found.error.code });
  };
  const wish = wishOf(step);
  const start = async () => {
    if (wish === null) return;
    onStarted();
    const taken = await workspace.importChat(wish);
    if (taken.ok) {
      const { space, name, fresh, already } = taken.value;
      const open = { label: t('importing.open'), onAction: () => navigate(`/chats/${space}`) };
      return toast({ text: t(saidOf(taken.value), { name: isolate(name), fresh, already }), action: open });
    }
    if (taken.error.code !== 'upload-cancelled') await report(Promise.resolve(taken));
  };
  return {
    step,
    wish,
    choose: (files) => void scan(files.map(chosenFile)),
    change: (answers) => setStep((before) => (before.kind === 'asked' ? { ...before, answers } : before)),
    start: () => void start(),
    stopScan: () => scanning.current?.abort(),
  };
}

/** What came of it: files and who one is can come in though no message does (IMP-17). */
function saidOf({ is, fresh }: ImportedOne) {
  if (is === 'new') return 'importing.done';
  if (is === 'here') return 'importing.here';
  return fresh === 0 ? 'importing.renewed' : 'importing.more';
}

/** A file a person chose, by its path in a folder where one was. */
export function chosenFile(file: File): ChosenExport {
  return { path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file };
}

function wishOf(step: ImportStep): ImportWish | null {
  if (step.kind !== 'asked' || step.answers.name.trim() === '') return null;
  const { files, answers } = step;
  return { ...answers, files, me: answers.me === '' ? null : answers.me };
}

/** What is most likely: the first chat. */
function firstAnswers({ chats, name, order }: ScannedExport): ImportAnswers {
  const [chat] = chats;
  return {
    chat: chat?.index ?? 0,
    name: nameOf(chat, name),
    me: meIn(chat, nameOf(chat, name)),
    order: order?.order ?? 'day-first',
    withFiles: true,
  };
}

/** A talk of two bears the name of the other; else nobody is taken for oneself. */
function meIn(chat: ScannedChat | undefined, name: string): string {
  const [one, other] = chat?.people ?? [];
  if (one === undefined || other === undefined || chat?.people.length !== 2) return '';
  if (one.name === name) return other.key;
  return other.name === name ? one.key : '';
}

/** As the export calls it, else as who says most in it is called. */
export function nameOf(chat: ScannedChat | undefined, said = ''): string {
  if (chat === undefined) return said;
  if (chat.name !== '' || said !== '') return chat.name === '' ? said : chat.name;
  return chat.people[0]?.name ?? '';
}
