import type { HostErrorCode, HostInput, HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import {
  type BackupErrorCode,
  type BackupOutcome,
  type BackupReport,
  type BackupWatch,
  isBackupError,
} from '../workspace/backupWorkspace.ts';

/** How often the host is asked how far a job is, ms. */
const ASK_AGAIN = 250;

/** Jobs of the host, followed to their end. */
export interface HostJobs {
  call<M extends HostMethod & `backup.${string}`>(method: M, input: HostInput<M>): BackupOutcome<HostOutput<M>>;
  /** Begins a job and waits until it is over. */
  run<M extends `backup.${'write' | 'verify' | 'restore' | 'run'}`>(
    method: M,
    input: HostInput<M>,
    watch: BackupWatch,
  ): BackupOutcome<BackupReport>;
  /** Waits until a job is over that was begun before. */
  follow(job: string, watch: BackupWatch): BackupOutcome<BackupReport>;
}

/** See {@link HostJobs}. */
export function createHostJobs({
  host,
  clock,
}: {
  readonly host: Pick<Host, 'call'>;
  readonly clock: Pick<Clock, 'after'>;
}): HostJobs {
  const call: HostJobs['call'] = async (method, input) => readBackupAnswer(await host.call(method, input));
  const follow: HostJobs['follow'] = async (job, watch) => {
    for (;;) {
      if (watch.signal.aborted) await call('backup.cancel', { job });
      const status = await call('backup.status', { job });
      if (!status.ok) return status;
      const { state, done, total, problem, report } = status.value;
      if (state === 'done' && report !== null) return ok(report);
      if (state === 'failed') return fail(codeOf(problem ?? ''), 'the job failed');
      if (state === 'done' || state === 'gone') return fail('internal', 'the job is not known any more');
      watch.onProgress({ state, done, total });
      await new Promise<void>((resolve) => void clock.after(ASK_AGAIN, resolve));
    }
  };
  return {
    call,
    follow,
    run: async (method, input, watch) => {
      const begun = await call(method, input);
      return begun.ok ? follow(begun.value.job, watch) : begun;
    },
  };
}

/** A host's failures as the screens know them. */
export function readBackupAnswer<T>(answer: Result<T, Failure<HostErrorCode>>): Result<T, Failure<BackupErrorCode>> {
  return answer.ok ? answer : fail(codeOf(answer.error.code), answer.error.message);
}

function codeOf(code: string): BackupErrorCode {
  if (code === 'unreachable') return 'host-unreachable';
  return isBackupError(code) ? code : 'internal';
}
