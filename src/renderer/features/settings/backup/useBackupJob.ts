import { useEffect, useRef, useState } from 'react';
import type {
  BackupErrorCode,
  BackupOutcome,
  BackupProgress,
  BackupReport,
  BackupWatch,
} from '@services/workspace/backupWorkspace.ts';
import { useAct } from '@ui/hooks/useAct.ts';

/** A job that runs for this screen: how far it is, how it ended, and a way to stop it. It is stopped when the screen goes. */
export function useBackupJob() {
  const act = useAct<BackupErrorCode>();
  const [progress, setProgress] = useState<BackupProgress | null>(null);
  const [report, setReport] = useState<BackupReport | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = (work: (watch: BackupWatch) => BackupOutcome<BackupReport>, onDone?: () => void) => {
    const controller = new AbortController();
    stop.current = controller;
    setReport(null);
    act.run(
      async () => {
        const ended = await work({ signal: controller.signal, onProgress: setProgress });
        setProgress(null);
        return ended;
      },
      (found: BackupReport) => {
        setReport(found);
        onDone?.();
      },
    );
  };
  return { ...act, run, progress, report, stop: () => stop.current?.abort() };
}
