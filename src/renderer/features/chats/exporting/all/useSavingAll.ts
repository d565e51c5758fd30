import { useRef, useState } from 'react';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ExportAllProgress, ExportedAll } from '@services/workspace/exportWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useAllWords } from './useAllWords.ts';

/** Saving everything. */
export interface SavingAll {
  /** Null while nothing is written. */
  readonly progress: ExportAllProgress | null;
  readonly made: ExportedAll | null;
  readonly error: WorkspaceErrorCode | null;
  readonly start: (withFiles: boolean) => Promise<void>;
  readonly stop: () => void;
}

/** Saving everything, from a press of a button to the archive. */
export function useSavingAll(): SavingAll {
  const workspace = useWorkspace();
  const media = useMedia();
  const words = useAllWords();
  const [progress, setProgress] = useState<ExportAllProgress | null>(null);
  const [made, setMade] = useState<ExportedAll | null>(null);
  const [error, setError] = useState<WorkspaceErrorCode | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = async (withFiles: boolean) => {
    const name = `banyan-${new Date().toISOString().slice(0, 10)}.zip`;
    const sink = await media.openSink({ name, type: 'application/zip' });
    if (sink === null) return;
    const own = new AbortController();
    running.current = own;
    setError(null);
    setProgress({ step: 'data', done: 0 });
    const saved = await workspace.exportAll(
      { withFiles, words },
      { sink, signal: own.signal, onProgress: setProgress },
    );
    running.current = null;
    setProgress(null);
    if (saved.ok) setMade(saved.value);
    else if (!own.signal.aborted) setError(saved.error.code);
  };
  return { progress, made, error, start, stop: () => running.current?.abort() };
}
