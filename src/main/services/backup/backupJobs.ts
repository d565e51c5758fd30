import { randomBytes } from 'node:crypto';
import type { HostErrorCode, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { BackupReport } from './tally.ts';

type Status = HostOutput<'backup.status'>;

/** What a job tells while it runs. */
export interface JobControl {
  readonly signal: AbortSignal;
  /** What it does now. */
  readonly phase: (state: 'writing' | 'checking' | 'restoring') => void;
  readonly progress: (done: number, total: number) => void;
}

/** How a job ends well. */
export interface JobOutcome {
  readonly report: BackupReport;
  readonly id: string | null;
}

/** Work on backups, one job at a time: each reads or writes as fast as the disk goes. */
export interface BackupJobs {
  begin(
    state: 'writing' | 'checking' | 'restoring',
    work: (control: JobControl) => Promise<Result<JobOutcome, Failure<HostErrorCode>>>,
  ): Result<{ readonly job: string }, Failure<'backup-busy'>>;
  status(job: string): Status;
  /** The one that runs. */
  running(): string | null;
  cancel(job: string): void;
  /** Ends what runs, and waits for that. */
  close(): Promise<void>;
}

const GONE: Status = { state: 'gone', done: 0, total: 0, problem: null, report: null, id: null };

/** See {@link BackupJobs}. `onFault` hears of bugs. */
export function createBackupJobs(onFault: (cause: unknown) => void): BackupJobs {
  let current: { readonly job: string; readonly stop: AbortController; readonly over: Promise<void> } | null = null;
  let status: Status = GONE;
  const isRunning = () => ['writing', 'checking', 'restoring'].includes(status.state);
  return {
    begin: (state, work) => {
      if (isRunning()) return fail('backup-busy', 'another one is under way');
      const job = randomBytes(16).toString('hex');
      const stop = new AbortController();
      status = { ...GONE, state };
      const control: JobControl = {
        signal: stop.signal,
        phase: (next) => (status = { ...status, state: next, done: 0 }),
        progress: (done, total) => (status = { ...status, done, total }),
      };
      const over = work(control).then(
        (outcome) => {
          status = outcome.ok
            ? { ...status, state: 'done', report: { ...outcome.value.report }, id: outcome.value.id }
            : { ...status, state: 'failed', problem: outcome.error.code };
        },
        (cause: unknown) => {
          status = { ...status, state: 'failed', problem: 'internal' };
          onFault(cause);
        },
      );
      current = { job, stop, over };
      return ok({ job });
    },
    running: () => (isRunning() ? (current?.job ?? null) : null),
    status: (job) => (current?.job === job ? status : GONE),
    cancel: (job) => {
      if (current?.job === job) current.stop.abort();
    },
    close: async () => {
      current?.stop.abort();
      await current?.over;
    },
  };
}
