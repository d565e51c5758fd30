import { fail, ok } from '@shared/result.ts';
import { isInvoiceOver } from '@domain/cashu/invoiceEnd.ts';
import type { MintTask } from '@domain/cashu/records.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type Bench, areSpent } from './bench.ts';
import { isGivenUp } from './buys.ts';

/**
 * Forgets a mint, and all that was done with it, once nothing of one's own goes with that (CSH-4): `mint-not-empty` while it keeps notes,
 * `mint-not-over` while an invoice may be paid yet or a token is to be had. Where that is to be asked, a mint without an answer stays.
 */
export async function letGo(bench: Bench): Outcome {
  if (bench.coins.length > 0 || bench.tasks.some(({ stage }) => stage === 'prepared'))
    return fail('mint-not-empty', 'it keeps something');
  for (const task of bench.tasks) {
    const open = await isOpen(bench, task);
    if (!open.ok) return open;
    if (open.value) return fail('mint-not-over', 'an invoice, or a token');
  }
  return bench.keep({ forgotten: bench.mint.url });
}

function isOpen(bench: Bench, task: MintTask): Outcome<boolean> {
  if (isUntaken(task)) return isTokenGood(bench, task);
  if (task.kind === 'buy' && task.stage === 'quoted') return isInvoiceOpen(bench, task);
  if (isGivenUp(task)) return wasPaidLate(bench, task);
  return Promise.resolve(ok(false));
}

/** Whether a token was made that may be unspent: its text in the task can be the only copy there is. */
export function isUntaken({ kind, stage, isTaken }: MintTask): boolean {
  return kind === 'send' && stage === 'done' && !isTaken;
}

async function isTokenGood(bench: Bench, task: MintTask): Outcome<boolean> {
  const spent = await areSpent(bench, task.token);
  return spent.ok ? ok(!spent.value) : spent;
}

async function isInvoiceOpen(bench: Bench, task: MintTask): Outcome<boolean> {
  const answer = await bench.api.buyQuote(task.quote ?? '');
  const isOver = isInvoiceOver(task, bench.now());
  // Mints forget invoices that nobody paid.
  if (!answer.ok) return answer.error.code === 'mint-refused' ? ok(!isOver) : answer;
  const { state } = answer.value;
  return ok(state === 'PAID' || (state === 'UNPAID' && !isOver));
}

/** An invoice that was given up and is paid after all is gone on with. Of a mint that is away nothing could be had by it. */
async function wasPaidLate(bench: Bench, task: MintTask): Outcome<boolean> {
  const answer = await bench.api.buyQuote(task.quote ?? '');
  if (!answer.ok || answer.value.state !== 'PAID') return ok(false);
  const kept = await bench.keep({ tasks: [{ ...task, stage: 'quoted', problem: null }] });
  return kept.ok ? ok(true) : kept;
}
