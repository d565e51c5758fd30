import { useRef, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChosenExport, ImportedAll, ScannedAll } from '@services/workspace/importWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { chosenFile } from '../../importing/useImporting.ts';

/** How far bringing everything in has come. */
export type ImportAllStep =
  | { readonly kind: 'choose'; readonly error: WorkspaceErrorCode | null }
  | { readonly kind: 'scanning'; readonly done: number }
  | {
      readonly kind: 'asked';
      readonly files: readonly ChosenExport[];
      readonly found: ScannedAll;
      readonly withFiles: boolean;
    }
  | { readonly kind: 'taking' }
  | { readonly kind: 'done'; readonly report: ImportedAll };

/** Bringing everything in. */
export interface ImportingAll {
  readonly step: ImportAllStep;
  readonly choose: (files: readonly File[]) => void;
  readonly setWithFiles: (withFiles: boolean) => void;
  readonly start: () => Promise<void>;
  readonly stopScan: () => void;
}

/** Bringing everything in: it goes on when the dialog is closed. */
export function useImportingAll(): ImportingAll {
  const t = useT();
  const workspace = useWorkspace();
  const [step, setStep] = useState<ImportAllStep>({ kind: 'choose', error: null });
  const scanning = useRef<AbortController | null>(null);
  const scan = async (files: readonly ChosenExport[]) => {
    const own = new AbortController();
    scanning.current = own;
    setStep({ kind: 'scanning', done: 0 });
    const onProgress = (done: number) => setStep({ kind: 'scanning', done });
    const found = await workspace.scanAll(files, { signal: own.signal, onProgress });
    if (own.signal.aborted) return;
    setStep(
      found.ok
        ? { kind: 'asked', files, found: found.value, withFiles: true }
        : { kind: 'choose', error: found.error.code },
    );
  };
  const start = async () => {
    if (step.kind !== 'asked') return;
    const { files, withFiles } = step;
    setStep({ kind: 'taking' });
    const taken = await workspace.importAll({ files, withFiles, momentsName: t('everything.import.moments') });
    const stopped = taken.ok || taken.error.code === 'upload-cancelled' ? null : taken.error.code;
    setStep(taken.ok ? { kind: 'done', report: taken.value } : { kind: 'choose', error: stopped });
  };
  return {
    step,
    choose: (files) => void scan(files.map(chosenFile)),
    setWithFiles: (withFiles) => setStep((before) => (before.kind === 'asked' ? { ...before, withFiles } : before)),
    start,
    stopScan: () => scanning.current?.abort(),
  };
}
