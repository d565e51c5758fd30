import { useRef, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import {
  type BackKind,
  type BackPlan,
  type BroughtBack,
  type ChosenExport,
  type ImportedAll,
  type ScannedAll,
  backKinds,
} from '@services/workspace/importWorkspace.ts';
import type { Workspace, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { chosenFile } from '../../importing/useImporting.ts';

/** What a person says before anything is taken. */
export interface ImportAllAnswers {
  /** Chats, moments and posts as chats that are only read. */
  readonly withChats: boolean;
  readonly withFiles: boolean;
  /** What comes back into the account as it is. */
  readonly kinds: readonly BackKind[];
}

/** How far bringing everything in has come. */
export type ImportAllStep =
  | { readonly kind: 'choose'; readonly error: WorkspaceErrorCode | null }
  | { readonly kind: 'scanning'; readonly done: number }
  | {
      readonly kind: 'asked';
      readonly files: readonly ChosenExport[];
      readonly found: ScannedAll;
      /** Null where it cannot be told. */
      readonly plan: BackPlan | null;
      readonly answers: ImportAllAnswers;
    }
  | { readonly kind: 'taking' }
  | { readonly kind: 'bringing'; readonly done: number }
  | {
      readonly kind: 'done';
      /** Null where no chats were wished. */
      readonly report: ImportedAll | null;
      readonly back: BroughtBack | WorkspaceErrorCode | null;
    };

type AskedStep = Extract<ImportAllStep, { kind: 'asked' }>;

/** Bringing everything in. */
export interface ImportingAll {
  readonly step: ImportAllStep;
  readonly choose: (files: readonly File[]) => void;
  readonly answer: (answers: Partial<ImportAllAnswers>) => void;
  readonly start: () => Promise<void>;
  /** Ends a look, or what is being brought back; chats go on coming in. */
  readonly stop: () => void;
}

/** Bringing everything in: chats go on coming when the dialog is closed. */
export function useImportingAll(): ImportingAll {
  const t = useT();
  const workspace = useWorkspace();
  const [step, setStep] = useState<ImportAllStep>({ kind: 'choose', error: null });
  const running = useRef<AbortController | null>(null);
  const begin = (kind: 'scanning' | 'bringing') => {
    const own = new AbortController();
    running.current = own;
    setStep({ kind, done: 0 });
    return { signal: own.signal, onProgress: (done: number) => setStep({ kind, done }) };
  };
  const scan = async (files: readonly ChosenExport[]) => {
    const watched = begin('scanning');
    const asked = await look(workspace, files, watched);
    if (!watched.signal.aborted) setStep(asked);
  };
  const start = async () => {
    if (step.kind !== 'asked') return;
    const { files, answers } = step;
    const { withChats, withFiles, kinds } = answers;
    setStep({ kind: 'taking' });
    const wish = { files, withFiles, momentsName: t('everything.import.moments') };
    const taken = withChats ? await workspace.importAll(wish) : null;
    if (taken?.ok === false) return setStep({ kind: 'choose', error: errorOf(taken.error.code) });
    const report = taken?.value ?? null;
    if (kinds.length === 0) return setStep({ kind: 'done', report, back: null });
    const back = await workspace.bringBack({ files, kinds }, begin('bringing'));
    setStep({ kind: 'done', report, back: back.ok ? back.value : errorOf(back.error.code) });
  };
  return {
    step,
    choose: (files) => void scan(files.map(chosenFile)),
    answer: (said) => setStep((before) => (before.kind === 'asked' ? answered(before, said) : before)),
    start,
    stop: () => running.current?.abort(),
  };
}

/** What it is, and what of it could come back. */
async function look(
  workspace: Pick<Workspace, 'scanAll' | 'planBack'>,
  files: readonly ChosenExport[],
  { signal, onProgress }: Parameters<Workspace['scanAll']>[1],
): Promise<ImportAllStep> {
  const found = await workspace.scanAll(files, { signal, onProgress });
  if (!found.ok) return { kind: 'choose', error: found.error.code };
  const planned = await workspace.planBack(files, { signal, onProgress: () => undefined });
  const plan = planned.ok ? planned.value : null;
  // What another account's file says is brought back only where the person asks for it.
  const kinds = found.value.isOwn ? backKinds.filter((kind) => (plan?.counts[kind].fresh ?? 0) > 0) : [];
  return { kind: 'asked', files, found: found.value, plan, answers: { withChats: true, withFiles: true, kinds } };
}

function answered(step: AskedStep, said: Partial<ImportAllAnswers>): AskedStep {
  return { ...step, answers: { ...step.answers, ...said } };
}

/** That the person gave up is no failure. */
function errorOf(code: WorkspaceErrorCode): WorkspaceErrorCode | null {
  return code === 'upload-cancelled' ? null : code;
}
