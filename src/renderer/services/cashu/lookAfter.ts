import { ok } from '@shared/result.ts';
import { sumOf } from '@domain/cashu/choose.ts';
import type { MintTask } from '@domain/cashu/records.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type Bench, areSpent } from './bench.ts';
import { isGivenUp } from './buys.ts';
import { isUntaken } from './letGo.ts';
import { type Mints, isUnderWay } from './mints.ts';
import { restoreCoins } from './restore.ts';

/** How many of the newest sends are looked after at once, and how many of the older ones: each time the next of these. */
const LOOKED_AFTER = 20;

/** How many questions without an answer mean that a mint is away: one may be about a task that it can not cope with. */
const AWAY = 3;

/** Goes on with whatever is under way with a mint, and looks which tokens were redeemed. */
export async function lookAfter(mints: Mints, bench: Bench): Outcome {
  const { unanswered, failure } = await settleEach(mints, bench, isUnderWay);
  if (failure !== null && unanswered >= AWAY) return failure;
  // One may have been taken back just now.
  const now = await mints.bench(bench.mint.url);
  const looked = now.ok ? await lookAfterSends(mints, now.value) : now;
  return failure ?? looked;
}

/** Finds what the mint signed for this device (CSH-30), and what was paid for after it was given up (CSH-44). */
export async function findAgain(mints: Mints, bench: Bench): Outcome<{ readonly restored: bigint }> {
  const restored = await restoreCoins(bench);
  if (!restored.ok) return restored;
  const { settled } = await settleEach(mints, bench, isGivenUp);
  const paid = settled.filter(({ stage }) => stage === 'done');
  return ok({ restored: restored.value.restored + sumOf(paid) });
}

interface Settled {
  readonly settled: readonly MintTask[];
  readonly unanswered: number;
  /** The first question without an answer. */
  readonly failure: Extract<Awaited<Outcome>, { ok: false }> | null;
}

/** Goes on with each of these tasks, with what the one before it left: its numbers are used (CSH-22). */
async function settleEach(mints: Mints, bench: Bench, isMeant: (task: MintTask) => boolean): Promise<Settled> {
  const settled: MintTask[] = [];
  let [unanswered, failure]: [number, Settled['failure']] = [0, null];
  for (const { id } of bench.tasks.filter(isMeant)) {
    const now = await mints.bench(bench.mint.url);
    const task = now.ok ? now.value.tasks.find((one) => one.id === id) : undefined;
    if (!now.ok || task === undefined) continue;
    const answer = await mints.settle(now.value, task);
    if (answer.ok) settled.push(answer.value);
    else if (answer.error.code === 'mint-unreachable') {
      unanswered += 1;
      failure ??= answer;
      if (unanswered >= AWAY) break;
    }
  }
  return { settled, unanswered, failure };
}

/** Looks which tokens others redeemed: not of those that are being taken back, which would look the same (CSH-17). */
async function lookAfterSends(mints: Mints, bench: Bench): Outcome {
  const ownAgain = new Set(bench.tasks.map(({ stage, takesBack }) => (stage === 'prepared' ? takesBack : null)));
  const sends = bench.tasks.filter((task) => isUntaken(task) && !ownAgain.has(task.id));
  const older = sends.slice(LOOKED_AFTER);
  const from = mints.olderFrom(bench.mint.url, LOOKED_AFTER, older.length);
  for (const send of [...sends.slice(0, LOOKED_AFTER), ...older.slice(from, from + LOOKED_AFTER)]) {
    const spent = await areSpent(bench, send.token);
    if (!spent.ok) return spent;
    if (!spent.value) continue;
    const kept = await bench.keep({ tasks: [{ ...send, isTaken: true }] });
    if (!kept.ok) return kept;
  }
  return ok();
}
