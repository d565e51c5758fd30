import { useCallback } from 'react';
import type { BackupErrorCode, BackupProgress, BackupReport } from '@services/workspace/backupWorkspace.ts';
import { useFormats } from './useFormats.ts';
import { useT } from './useT.tsx';

/** What to say, and what to do next, for each way something about backups can fail. */
export function useBackupErrorText(): (code: BackupErrorCode) => string {
  const t = useT();
  return useCallback((code) => t(`backup.error.${code}`), [t]);
}

/** What a job does now, in words. */
export function useBackupProgressText(): (progress: BackupProgress) => string {
  const t = useT();
  const formats = useFormats();
  return useCallback(
    ({ state, done, total }) => t(`backup.doing.${state}`, { done: formats.bytes(done), total: formats.bytes(total) }),
    [t, formats],
  );
}

/** What is missing of a backup, a sentence for each; none when it is whole. */
export function useBackupLosses(): (report: BackupReport) => readonly string[] {
  const t = useT();
  const formats = useFormats();
  return useCallback(
    (report) => {
      if (report.isWhole) return [];
      const { missingEntries, missingBlobs, damagedBytes, isTruncated } = report;
      const sentences: readonly (readonly [boolean, () => string])[] = [
        [isTruncated, () => t('backup.lost.end')],
        [damagedBytes > 0, () => t('backup.lost.bytes', { bytes: formats.bytes(damagedBytes) })],
        [missingEntries !== null && missingEntries > 0, () => t('backup.lost.entries', { count: missingEntries ?? 0 })],
        [missingBlobs !== null && missingBlobs > 0, () => t('backup.lost.files', { count: missingBlobs ?? 0 })],
      ];
      const losses = sentences.flatMap(([isSo, sentence]) => (isSo ? [sentence()] : []));
      return losses.length > 0 ? losses : [t('backup.lost.before')];
    },
    [t, formats],
  );
}
