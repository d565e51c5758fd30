import { useCallback } from 'react';
import type { MessageKey } from './locales.ts';
import { useFormats } from './useFormats.ts';
import { isolate, useT } from './useT.tsx';

/** A code about backups that has a sentence. One without does not compile where it is shown. */
type ExplainedBackupError = MessageKey extends infer Key
  ? Key extends `backup.error.${infer Code}`
    ? Code
    : never
  : never;

/** How far a job is, bytes. */
interface Doing {
  readonly state: 'sending' | 'writing' | 'checking' | 'restoring';
  readonly done: number;
  readonly total: number;
}

/** What was found when all of a backup was read; null where its end, which would tell, is missing. */
interface Found {
  readonly isWhole: boolean;
  readonly isTruncated: boolean;
  readonly damagedBytes: number;
  readonly missingEntries: number | null;
  readonly missingBlobs: number | null;
}

/** What to say, and what to do next, for each way something about backups can fail. */
export function useBackupErrorText(): (code: ExplainedBackupError) => string {
  const t = useT();
  return useCallback((code) => t(`backup.error.${code}`), [t]);
}

/** What a job does now, in words. */
export function useBackupProgressText(): (progress: Doing) => string {
  const t = useT();
  const formats = useFormats();
  return useCallback(
    ({ state, done, total }) =>
      // How much there is is not known at once.
      total === 0
        ? t('backup.doing.starting')
        : t(`backup.doing.${state}`, { done: formats.bytes(done), total: formats.bytes(total) }),
    [t, formats],
  );
}

/** What is missing of a backup, a sentence for each; none when it is whole. */
export function useBackupLosses(): (report: Found) => readonly string[] {
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

/** How backups that are made by themselves stand. */
interface Standing {
  readonly every: 'off' | 'day' | 'week';
  readonly lastAt: number | null;
  readonly problem: string | null;
}

/** What to say of that: when the last one was, and what went wrong with the one that was tried after it. */
export function usePlanStatus(): (plan: Standing) => {
  readonly text: string;
  readonly problem: ExplainedBackupError | null;
} {
  const t = useT();
  const formats = useFormats();
  return useCallback(
    ({ every, lastAt, problem }) => {
      const when = lastAt === null ? null : isolate(formats.full(lastAt));
      const last = when === null ? t('backup.plan.none') : t('backup.plan.last', { when });
      return {
        text: every === 'off' ? `${last} ${t('backup.plan.isOff')}` : last,
        problem: problem === null ? null : explained(problem),
      };
    },
    [t, formats],
  );
}

const EXPLAINED = [
  'backup-damaged',
  'backup-folder',
  'backup-interrupted',
  'storage-full',
  'storage-failed',
  'vault-unavailable',
] as const satisfies readonly ExplainedBackupError[];

function explained(problem: string): ExplainedBackupError {
  return EXPLAINED.find((code) => code === problem) ?? 'internal';
}
