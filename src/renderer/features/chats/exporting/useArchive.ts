import { useRef, useState } from 'react';
import type { ByteSink } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import type { Outcome } from '@services/workspace/workspaceErrors.ts';

/** How an archive is made. */
export interface ArchiveMaking<Asked, Progress, Made> {
  /** The name of its file. */
  readonly name: () => string;
  /** How far it is as it begins. */
  readonly begun: Progress;
  readonly make: (
    asked: Asked,
    target: {
      readonly sink: ByteSink;
      readonly signal: AbortSignal;
      readonly onProgress: (progress: Progress) => void;
    },
  ) => Outcome<Made>;
}

/** Making an archive. */
export interface Saving<Asked, Progress, Made> {
  /** Null while nothing is written. */
  readonly progress: Progress | null;
  readonly made: Made | null;
  readonly error: WorkspaceErrorCode | null;
  readonly start: (asked: Asked) => Promise<void>;
  readonly stop: () => void;
}

/** Making an archive, from a press of a button to the file the person chose. */
export function useArchive<Asked, Progress, Made>({
  name,
  begun,
  make,
}: ArchiveMaking<Asked, Progress, Made>): Saving<Asked, Progress, Made> {
  const media = useMedia();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const [error, setError] = useState<WorkspaceErrorCode | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = async (asked: Asked) => {
    const sink = await media.openSink({ name: name(), type: 'application/zip' });
    if (sink === null) return;
    const own = new AbortController();
    running.current = own;
    setError(null);
    setProgress(() => begun);
    const saved = await make(asked, { sink, signal: own.signal, onProgress: (now) => setProgress(() => now) });
    running.current = null;
    setProgress(null);
    if (saved.ok) setMade(() => saved.value);
    else if (!own.signal.aborted) setError(saved.error.code);
  };
  return { progress, made, error, start, stop: () => running.current?.abort() };
}
