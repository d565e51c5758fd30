import { fail, ok } from '@shared/result.ts';
import { activeKeyset, invoiceAmount, split } from '@domain/cashu/choose.ts';
import { askedUntil } from '@domain/cashu/invoiceEnd.ts';
import type { Blank, MintTask } from '@domain/cashu/records.ts';
import type { Stamp } from '@ports/mintCraft.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type Bench, finishAll, giveUp, keptBlanks, newTask } from './bench.ts';
import { raiseCounters } from './restore.ts';

/** Whether an invoice was given up as one that nobody paid. It may have been paid since. */
export function isGivenUp({ kind, stage, problem }: MintTask): boolean {
  return kind === 'buy' && stage === 'failed' && problem === 'invoice-expired';
}

/** Asks what is to be paid over Lightning for notes, and keeps it: whoever pays it may lose sight of this. */
export async function quoteBuy(bench: Bench, unit: string, amount: bigint): Outcome<MintTask> {
  if (amount <= 0n || activeKeyset(bench.mint.terms, unit) === null) return fail('amount-invalid', 'no such amount');
  const answer = await bench.api.newBuyQuote(unit, amount);
  if (!answer.ok) return answer;
  const { quote, request, expiry } = answer.value;
  if (!asksFor(request, unit, amount)) return fail('mint-unsound', 'its invoice asks for another amount');
  const task = newTask(bench, { kind: 'buy', stage: 'quoted', unit, amount, quote, invoice: request, until: expiry });
  const kept = await bench.keep({ tasks: [task] });
  return kept.ok ? ok(task) : kept;
}

/** An invoice of a unit that is bitcoin says how much it asks for; of other units nobody can tell. */
function asksFor(invoice: string, unit: string, amount: bigint): boolean {
  const asked = invoiceAmount(invoice);
  if (unit === 'sat') return asked === amount * 1000n;
  return unit === 'msat' ? asked === amount : true;
}

/** Looks whether the invoice is paid, and takes the notes for it (CSH-40): also long after its end, since what was paid is lost else (CSH-44). */
export async function settleBuy(bench: Bench, task: MintTask): Outcome<MintTask> {
  if (task.stage === 'prepared') return claim(bench, task);
  const answer = await bench.api.buyQuote(task.quote ?? '');
  // Mints forget invoices that nobody paid.
  if (!answer.ok) return answer.error.code === 'mint-refused' ? notPaid(bench, task, answer) : answer;
  const { state } = answer.value;
  if (state === 'UNPAID') return notPaid(bench, task, ok(task));
  if (state === 'ISSUED') return giveUp(bench, task, { problem: 'already-issued' });
  const prepared = await prepareBuy(bench, task);
  return prepared.ok ? claim(bench, prepared.value) : prepared;
}

function notPaid(bench: Bench, task: MintTask, yet: Awaited<Outcome<MintTask>>): Outcome<MintTask> {
  const isOver = (askedUntil(task) ?? Infinity) < bench.now();
  return isOver ? giveUp(bench, task, { problem: 'invoice-expired' }) : Promise.resolve(yet);
}

async function prepareBuy(bench: Bench, task: MintTask): Outcome<MintTask> {
  const keyset = activeKeyset(bench.mint.terms, task.unit);
  const amounts = keyset === null ? null : split(task.amount, keyset);
  if (keyset === null || amounts === null) return fail('mint-unable', 'it has no keys for this sum');
  const { blanks, mint } = keptBlanks(bench, keyset, amounts);
  const prepared: MintTask = { ...task, stage: 'prepared', problem: null, kept: [...blanks] };
  const kept = await bench.keep({ mints: [mint], tasks: [prepared] });
  return kept.ok ? ok(prepared) : kept;
}

async function claim(bench: Bench, task: MintTask): Outcome<MintTask> {
  const answer = await bench.api.buy(task.quote ?? '', task.kept);
  if (answer.ok)
    return finishBuy(
      bench,
      task,
      task.kept.map((blank, at) => [blank, answer.value[at]]),
    );
  return answer.error.code === 'mint-refused' ? findOut(bench, task) : answer;
}

/** Refused: the notes were issued, perhaps to us; or something is in the way, and the paid invoice is good for another try. */
async function findOut(bench: Bench, task: MintTask): Outcome<MintTask> {
  const answer = await bench.api.buyQuote(task.quote ?? '');
  if (!answer.ok) return answer;
  if (answer.value.state !== 'ISSUED') return startOver(bench, task);
  const signed = await bench.api.restore(task.kept);
  if (!signed.ok && signed.error.code !== 'mint-refused') return signed;
  const stamps = signed.ok ? signed.value : new Map<string, Stamp>();
  if (!task.kept.every(({ message }) => stamps.has(message))) return giveUp(bench, task, { problem: 'already-issued' });
  return finishBuy(
    bench,
    task,
    task.kept.map((blank) => [blank, stamps.get(blank.message)]),
  );
}

/** With other numbers, and the next time it is looked at: the mint may have new keys by then. */
async function startOver(bench: Bench, task: MintTask): Outcome<MintTask> {
  const raised = await raiseCounters(bench);
  if (!raised.ok && raised.error.code !== 'mint-refused') return raised;
  const quoted: MintTask = { ...task, stage: 'quoted', kept: [] };
  const kept = await bench.keep({ tasks: [quoted] });
  return kept.ok ? ok(quoted) : kept;
}

async function finishBuy(
  bench: Bench,
  task: MintTask,
  pairs: readonly (readonly [Blank, Stamp | undefined])[],
): Outcome<MintTask> {
  const coins = finishAll(bench, task.unit, pairs);
  if (coins === null) return fail('mint-unreachable', 'it answers with signatures that are not its own');
  const done: MintTask = { ...task, stage: 'done', kept: [] };
  const kept = await bench.keep({ coins, tasks: [done] });
  return kept.ok ? ok(done) : kept;
}
