import type { HostErrorCode, HostInput, HostOutput } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { HostHandlers } from '../../dispatcher/dispatcher.ts';
import { recipientOf } from '../ageHeader.ts';
import type { JobControl, JobOutcome } from '../backupJobs.ts';
import { type Work, targetOf } from '../backupWork.ts';
import type { PlanState } from './planFile.ts';
import { folderOf } from './planFolder.ts';
import { runPlan } from './runPlan.ts';

type Outcome<T> = Promise<Result<T, Failure<HostErrorCode>>>;
type Plan = HostOutput<'backup.plan'>;

/** The methods about backups that are made by themselves. */
export function planHandlers(work: Work): Pick<HostHandlers, `backup.${'plan' | 'arrange' | 'folder' | 'run'}`> {
  const { plans, jobs } = work;
  return {
    'backup.plan': async ({ account }) => {
      const plan = await plans.read(account);
      return plan.ok ? ok(shown(work, plan.value)) : plan;
    },
    'backup.arrange': (input) => arrange(work, input),
    'backup.folder': (input) => changeFolder(work, input),
    'backup.run': (input) => Promise.resolve(jobs.begin('writing', (control) => runNext(work, input, control))),
  };
}

async function arrange(work: Work, { account, every, keep, key }: HostInput<'backup.arrange'>): Outcome<Plan> {
  const before = await work.plans.read(account);
  if (!before.ok) return before;
  const recipient = key === null ? before.value.recipient : await recipientOf(key);
  if (every !== 'off' && recipient === null) return fail('invalid-input', 'nobody said for whom backups are closed');
  return changed(work, account, (plan) => ({ ...plan, every, keep, recipient: recipient ?? plan.recipient }));
}

async function changeFolder(work: Work, { account, to }: HostInput<'backup.folder'>): Outcome<Plan> {
  const { chooseFolder, plans } = work;
  if (to === 'ask' && chooseFolder === undefined) return fail('unsupported', 'this host cannot ask for a folder');
  const folder = to === 'ask' ? ((await chooseFolder?.()) ?? null) : null;
  const before = await plans.read(account);
  if (!before.ok) return before;
  const isNothingChosen = to === 'ask' && folder === null;
  if (isNothingChosen || stays(before.value, folder)) return ok(shown(work, before.value));
  return changed(work, account, (plan) => ({ ...plan, folder, set: null, parts: [], pending: null, problem: null }));
}

/** It is that folder anyway. One that was missed and is chosen again begins anew. */
function stays(plan: PlanState, folder: string | null): boolean {
  return folder === plan.folder && plan.problem !== 'backup-folder';
}

async function changed(work: Work, account: AccountId, change: (plan: PlanState) => PlanState): Outcome<Plan> {
  const kept = await work.plans.change(account, change);
  return kept.ok ? ok(shown(work, kept.value)) : kept;
}

async function runNext(work: Work, input: HostInput<'backup.run'>, control: JobControl): Outcome<JobOutcome> {
  const { account, notes, extra, app } = input;
  const target = await targetOf(work, account);
  if (!target.ok) return target;
  const { places, plans: file, now } = work;
  return runPlan({ places, file, now, source: { account, ...target.value, notes, extra, app } }, control);
}

function shown({ places, chooseFolder, jobs }: Work, plan: PlanState): Plan {
  const { every, keep, recipient, folder, lastAt, triedAt, problem, parts } = plan;
  const runs = parts
    .filter(({ isShown }) => isShown)
    .toSorted((one, other) => other.createdAt - one.createdAt)
    .map(({ createdAt, madeAt = createdAt, size, number }) => {
      return { id: String(createdAt), createdAt: madeAt, size, isBase: number === 0 };
    });
  // One that is being made was not interrupted.
  const isUnderWay = problem === 'backup-interrupted' && jobs.running() !== null;
  return {
    ...{ every, keep, hasKey: recipient !== null, lastAt, triedAt, runs },
    folder: { path: folderOf(places, plan), isChosen: folder !== null },
    canChoose: chooseFolder !== undefined,
    problem: isUnderWay ? null : problem,
  };
}
