import { fail, ok } from '@shared/result.ts';
import { activeKeyset, feeOf, split, sumOf } from '@domain/cashu/choose.ts';
import type { Blank, Coin, MintTask } from '@domain/cashu/records.ts';
import type { CoinLock, Stamp } from '@ports/mintCraft.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type Bench, finishAll, giveUp, keptBlanks, spendsOf, statesOf } from './bench.ts';
import { raiseCounters } from './restore.ts';

/** Notes that are given up for others: `sent` of them for someone, the rest for oneself. */
export interface Swap {
  readonly task: MintTask;
  readonly inputs: readonly Coin[];
  readonly sent: bigint;
  readonly lock?: CoinLock | undefined;
}

/** Keeps a swap with everything it takes to do it again, before the mint hears of it (CSH-20). */
export async function prepareSwap(bench: Bench, { task, inputs, sent, lock }: Swap): Outcome<MintTask> {
  const { terms } = bench.mint;
  const keyset = activeKeyset(terms, task.unit);
  if (keyset === null) return fail('mint-unable', 'it signs nothing in this unit');
  const fee = feeOf(inputs, terms);
  const left = sumOf(inputs) - fee - sent;
  if (left < 0n || left + sent === 0n) return fail('amount-invalid', 'nothing is left after the fee');
  const [keptAmounts, sentAmounts] = [split(left, keyset), split(sent, keyset)];
  if (keptAmounts === null || sentAmounts === null) return fail('mint-unable', 'it has no keys for this sum');
  const { blanks, mint } = keptBlanks(bench, keyset, keptAmounts);
  const prepared: MintTask = {
    ...task,
    ...{ stage: 'prepared', fee, inputs: [...inputs], kept: [...blanks] },
    sent: [...bench.craft.freshBlanks(keyset.id, sentAmounts, lock)],
  };
  const own = new Set(bench.coins.map(({ secret }) => secret));
  const coins = inputs.filter(({ secret }) => own.has(secret)).map((coin) => ({ ...coin, task: task.id }));
  const kept = await bench.keep({ mints: [mint], coins, tasks: [prepared] });
  return kept.ok ? ok(prepared) : kept;
}

/**
 * Does what was prepared, or finds out what became of it (CSH-23). The same question again is either answered as the first time or
 * refused, since the notes are spent; then the mint tells what it signed. A failure leaves everything as it is, to be tried again.
 */
export async function settleSwap(bench: Bench, task: MintTask): Outcome<MintTask> {
  const blanks = inOrder(task);
  const answer = await bench.api.swap(spendsOf(bench, task.inputs), blanks);
  if (answer.ok) return finishSwap(bench, task, new Map(blanks.map((blank, at) => [blank, answer.value[at]])));
  return answer.error.code === 'mint-refused' ? findOut(bench, task) : answer;
}

async function findOut(bench: Bench, task: MintTask): Outcome<MintTask> {
  const states = await statesOf(bench, task.inputs);
  if (!states.ok) return states;
  if (states.value.includes('PENDING')) return fail('mint-unreachable', 'the notes are under way');
  const spent = task.inputs.filter((_, at) => states.value[at] === 'SPENT');
  return spent.length === 0 ? giveBack(bench, task) : askForOurs(bench, task, spent);
}

/** Most often the mint changed its keys, or numbers were used before the database was lost: neither costs anything. */
async function giveBack(bench: Bench, task: MintTask): Outcome<MintTask> {
  const raised = await raiseCounters(bench);
  if (!raised.ok && raised.error.code !== 'mint-refused') return raised;
  return giveUp(bench, task, { problem: 'mint-refused' });
}

/** The notes are spent: by this very swap, if the mint signed its blanks; else by someone else. */
async function askForOurs(bench: Bench, task: MintTask, spent: readonly Coin[]): Outcome<MintTask> {
  const blanks = inOrder(task);
  const signed = await bench.api.restore(blanks);
  if (!signed.ok && signed.error.code !== 'mint-refused') return signed;
  const stamps = signed.ok ? signed.value : new Map<string, Stamp>();
  if (blanks.every(({ message }) => stamps.has(message)))
    return finishSwap(bench, task, new Map(blanks.map((blank) => [blank, stamps.get(blank.message)])));
  return giveUp(bench, task, { problem: task.kind === 'send' ? 'coins-spent' : 'token-spent', spent });
}

/** Keeps the whole of what came of it, and lets go of what it was made of, at once. */
async function finishSwap(
  bench: Bench,
  task: MintTask,
  stamps: ReadonlyMap<Blank, Stamp | undefined>,
): Outcome<MintTask> {
  const pairs = (blanks: readonly Blank[]) => blanks.map((blank) => [blank, stamps.get(blank)] as const);
  const kept = finishAll(bench, task.unit, pairs(task.kept));
  const sent = finishAll(bench, task.unit, pairs(task.sent));
  if (kept === null || sent === null || !isWhole(task, [...kept, ...sent])) {
    bench.warn('signatures that are not the mint’s');
    return fail('mint-unreachable', 'it answers with signatures that are not its own');
  }
  const token = sent.length === 0 ? task.token : bench.craft.writeToken(task.mint, task.unit, sent);
  const done: MintTask = { ...task, stage: 'done', token, inputs: [], kept: [], sent: [] };
  const written = await bench.keep({
    spent: task.inputs.map(({ secret }) => secret),
    coins: kept,
    tasks: [done, ...takenBack(bench, task)],
  });
  return written.ok ? ok(done) : written;
}

/** The send whose token this was: in the same write, or the mint's word that it is spent would be taken for the other side's (CSH-17). */
function takenBack({ tasks }: Bench, { takesBack }: MintTask): readonly MintTask[] {
  return tasks
    .filter(({ id }) => id === takesBack)
    .map((send) => ({ ...send, stage: 'failed', problem: 'taken-back', isTaken: false }));
}

function isWhole({ kept, sent }: MintTask, coins: readonly Coin[]): boolean {
  return sumOf(coins) === sumOf([...kept, ...sent]);
}

/** By amount, so that the mint can not tell what was sent from what was kept. */
function inOrder({ kept, sent }: MintTask): readonly Blank[] {
  const order = (a: Blank, b: Blank) => (a.amount === b.amount ? 0 : a.amount < b.amount ? -1 : 1);
  return [...kept, ...sent].sort((a, b) => order(a, b) || (a.message < b.message ? -1 : 1));
}
