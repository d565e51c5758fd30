import { fail, ok } from '@shared/result.ts';
import { INVOICE, activeKeyset, changeCount, enough, feeOf, sumOf } from '@domain/cashu/choose.ts';
import type { Blank, MintTask } from '@domain/cashu/records.ts';
import type { Stamp } from '@ports/mintCraft.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type Bench, finishAll, giveUp, keptBlanks, newTask, spendsOf, statesOf } from './bench.ts';

/** What a mint answers about a payment. */
type PayAnswer = Extract<Awaited<ReturnType<Bench['api']['payQuote']>>, { ok: true }>['value'];

/** Blanks of change, and what the mint signed of them. */
type Pairs = readonly (readonly [Blank, Stamp])[];

/** Asks what the mint takes for paying an invoice. Nothing is paid yet. */
export async function quotePay(bench: Bench, unit: string, invoice: string): Outcome<MintTask> {
  const [, request] = INVOICE.exec(invoice.trim()) ?? [];
  if (request === undefined) return fail('invoice-invalid', 'no invoice');
  // Notes come in fixed sizes: what is over would be the mint's.
  if (!bench.mint.terms.givesChange) return fail('mint-unable', 'it gives no change');
  const answer = await bench.api.newPayQuote(unit, request.toLowerCase());
  if (!answer.ok) return answer.error.code === 'mint-refused' ? fail('invoice-invalid', answer.error.message) : answer;
  const { quote, amount, fee_reserve: fee, expiry: until } = answer.value;
  const task = newTask(bench, { kind: 'pay', stage: 'quoted', unit, amount, fee, quote, invoice: request, until });
  const kept = await bench.keep({ tasks: [task] });
  return kept.ok ? ok(task) : kept;
}

/** Sets notes aside for the invoice and has the mint pay it (CSH-41). */
export async function payInvoice(bench: Bench, task: MintTask): Outcome<MintTask> {
  const { terms } = bench.mint;
  const most = task.amount + task.fee;
  const inputs = enough(
    bench.free.filter(({ unit }) => unit === task.unit),
    most,
    terms,
  );
  if (inputs === null) return fail('coins-not-enough', 'not with what the mint may keep');
  const keyset = activeKeyset(terms, task.unit);
  if (keyset === null) return fail('mint-unable', 'it signs nothing in this unit');
  // What Lightning may cost can come back, too.
  const over = sumOf(inputs) - task.amount - feeOf(inputs, terms);
  const amounts = Array.from({ length: changeCount(over) }, () => 0n);
  const { blanks, mint } = keptBlanks(bench, keyset, amounts);
  const prepared: MintTask = { ...task, stage: 'prepared', inputs: [...inputs], kept: [...blanks] };
  const coins = inputs.map((coin) => ({ ...coin, task: task.id }));
  const kept = await bench.keep({ mints: [mint], coins, tasks: [prepared] });
  if (!kept.ok) return kept;
  const answer = await bench.api.pay(task.quote ?? '', spendsOf(bench, inputs), blanks);
  if (answer.ok) return takeAnswer(bench, prepared, answer.value);
  return answer.error.code === 'mint-refused' ? settlePay(bench, prepared) : ok(prepared);
}

/**
 * Finds out what became of a payment. It is not asked for a second time: who pressed the button hours ago may not want it any more
 * (CSH-42).
 */
export async function settlePay(bench: Bench, task: MintTask): Outcome<MintTask> {
  const answer = await bench.api.payQuote(task.quote ?? '');
  if (answer.ok) return takeAnswer(bench, task, answer.value);
  return answer.error.code === 'mint-refused' ? withoutQuote(bench, task) : answer;
}

async function takeAnswer(bench: Bench, task: MintTask, answer: PayAnswer): Outcome<MintTask> {
  if (answer.state === 'PENDING') return ok(task);
  if (answer.state === 'PAID') {
    const change = await changeOf(bench, task, answer.change);
    return change.ok ? finishPay(bench, task, change.value) : change;
  }
  const states = await statesOf(bench, task.inputs);
  if (!states.ok) return states;
  if (states.value.includes('PENDING')) return ok(task);
  const spent = task.inputs.filter((_, at) => states.value[at] === 'SPENT');
  return giveUp(bench, task, { problem: spent.length === 0 ? 'invoice-unpaid' : 'coins-spent', spent });
}

/** A mint that knows the payment no more says yet how the notes stand; where they are spent, its change says that it was made (CSH-45). */
async function withoutQuote(bench: Bench, task: MintTask): Outcome<MintTask> {
  const states = await statesOf(bench, task.inputs);
  if (!states.ok) return states;
  if (states.value.includes('PENDING')) return ok(task);
  const spent = task.inputs.filter((_, at) => states.value[at] === 'SPENT');
  if (spent.length === 0) return giveUp(bench, task, { problem: 'mint-refused' });
  const change = await changeOf(bench, task, []);
  if (!change.ok) return change;
  if (change.value.length > 0) return finishPay(bench, task, change.value);
  return giveUp(bench, task, { problem: 'payment-forgotten', spent });
}

async function finishPay(bench: Bench, task: MintTask, pairs: Pairs): Outcome<MintTask> {
  const coins = finishAll(bench, task.unit, pairs);
  // It is paid; without its change it is looked at again.
  if (coins === null) return fail('mint-unreachable', 'it answers with signatures that are not its own');
  const fee = sumOf(task.inputs) - task.amount - sumOf(coins);
  const done: MintTask = { ...task, stage: 'done', fee, inputs: [], kept: [] };
  const kept = await bench.keep({ spent: task.inputs.map(({ secret }) => secret), coins, tasks: [done] });
  return kept.ok ? ok(done) : kept;
}

/** Change is told with the answer, in the order of the blanks; of an answer that was lost the mint tells by the blanks. */
async function changeOf({ api }: Bench, { kept }: MintTask, change: readonly Stamp[]): Outcome<Pairs> {
  const paired = <T>(stampOf: (blank: Blank, at: number) => T | undefined) =>
    kept.flatMap((blank, at) => {
      const stamp = stampOf(blank, at);
      return stamp === undefined ? [] : [[blank, stamp] as const];
    });
  if (change.length > 0 || kept.length === 0) return ok(paired((_, at) => change[at]));
  const signed = await api.restore(kept);
  if (!signed.ok) return signed.error.code === 'mint-refused' ? ok([]) : signed;
  return ok(paired(({ message }) => signed.value.get(message)));
}
