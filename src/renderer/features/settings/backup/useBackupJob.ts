import { useCallback, useEffect, useRef, useState } from 'react';
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
  const followed = useRef<AbortController | null>(null);
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
  /** As `run`, of a job that somebody else began; it goes on when this screen goes. Nothing is said of one that is over already. */
  const follow = useCallback((work: (watch: BackupWatch) => BackupOutcome<BackupReport | null>, onOver: () => void) => {
    const controller = new AbortController();
    followed.current = controller;
    void work({ signal: controller.signal, onProgress: setProgress }).then((ended) => {
      setProgress(null);
      if (!ended.ok || ended.value !== null) onOver();
    });
  }, []);
  const end = () => {
    stop.current?.abort();
    followed.current?.abort();
  };
  return { ...act, run, follow, progress, report, stop: end };
}
