import { type Result, fail, ok } from '@shared/result.ts';
import type { Blank, Coin, Keyset, MintRecord, MintTask } from '@domain/cashu/records.ts';
import type { MintCraft, Stamp } from '@ports/mintCraft.ts';
import type { MintChanges } from '@ports/mintStore.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { MintApi, Spend } from './mintApi.ts';
import type { MintKeys } from './mintKeys.ts';

/** What working with one mint takes, while its turn lasts: nobody else changes anything of it meanwhile (CSH-21). */
export interface Bench {
  readonly api: MintApi;
  readonly craft: MintCraft;
  readonly keys: MintKeys;
  readonly mint: MintRecord;
  /** Notes that nothing has set aside. */
  readonly free: readonly Coin[];
  /** Every note of this mint that is kept. */
  readonly coins: readonly Coin[];
  readonly tasks: readonly MintTask[];
  keep(changes: MintChanges): Outcome;
  now(): number;
  newId(): string;
  warn(text: string): void;
}

/** A task with nothing in it yet. */
export function newTask(
  bench: Bench,
  task: Pick<MintTask, 'kind' | 'stage' | 'unit' | 'amount'> & Partial<MintTask>,
): MintTask {
  return {
    ...{ id: bench.newId(), mint: bench.mint.url, at: bench.now(), fee: 0n, quote: null, invoice: null, until: null },
    ...{ inputs: [], kept: [], sent: [], token: null, person: null, isTaken: false, takesBack: null, problem: null },
    ...task,
  };
}

/** Blanks for oneself, and the mint with its counters raised beyond them: to be kept before the blanks are shown to anyone (CSH-22). */
export function keptBlanks(
  { craft, keys, mint }: Bench,
  keyset: Keyset,
  amounts: readonly bigint[],
): { readonly blanks: readonly Blank[]; readonly mint: MintRecord } {
  // What the mint does not tell again can not be found by a seed either.
  if (!mint.terms.canRestore) return { blanks: craft.freshBlanks(keyset.id, amounts), mint };
  const counter = mint.counters[keyset.id] ?? 0;
  const blanks = craft.seededBlanks({ seed: keys.seed, keyset: keyset.id, counter, amounts });
  return { blanks, mint: { ...mint, counters: { ...mint.counters, [keyset.id]: counter + amounts.length } } };
}

/** What is shown to the mint for notes: those locked to this device are opened (NUT-11). Of others the mint says whether they are free (CSH-55). */
export function spendsOf({ craft, keys }: Bench, coins: readonly Coin[]): readonly Spend[] {
  return coins.map((coin) => ({ coin, witness: craft.witness(coin, keys.lockKey) }));
}

/** The notes of blanks and their stamps, one for each; null where one is missing or not the mint's. */
export function finishAll(
  { craft, mint }: Bench,
  unit: string,
  pairs: readonly (readonly [Blank, Stamp | undefined])[],
): readonly Coin[] | null {
  const keysets = new Map(mint.terms.keysets.map((keyset) => [keyset.id, keyset]));
  const coins: Coin[] = [];
  for (const [blank, stamp] of pairs) {
    const keyset = keysets.get(blank.keyset);
    const bare = stamp === undefined || keyset === undefined ? null : craft.finish(blank, stamp, keyset);
    if (bare === null) return null;
    coins.push({ ...bare, mint: mint.url, unit, task: null });
  }
  return coins;
}

/** How notes stand with the mint, in their order. */
export async function statesOf(
  { api, craft }: Bench,
  coins: readonly Coin[],
): Promise<Result<readonly ('UNSPENT' | 'PENDING' | 'SPENT')[], WorkspaceError>> {
  const fingerprints = coins.map((coin) => craft.fingerprint(coin));
  const states = new Map<string, 'UNSPENT' | 'PENDING' | 'SPENT'>();
  for (let from = 0; from < fingerprints.length; from += AT_ONCE) {
    const asked = await api.states(fingerprints.slice(from, from + AT_ONCE));
    if (!asked.ok) return asked;
    for (const [key, state] of asked.value) states.set(key, state);
  }
  const found = fingerprints.flatMap((key) => states.get(key) ?? []);
  return found.length === fingerprints.length ? ok(found) : fail('mint-unreachable', 'it does not tell of every note');
}

/** Whether every note of a token is spent; of a text that can not be read nothing is. */
export async function areSpent(bench: Bench, token: string | null): Outcome<boolean> {
  const keysets = bench.mint.terms.keysets.map(({ id }) => id);
  const coins = bench.craft.readCoins(token ?? '', keysets) ?? [];
  const states = await statesOf(bench, coins);
  return states.ok ? ok(coins.length > 0 && states.value.every((state) => state === 'SPENT')) : states;
}

/** Most notes asked about in one question. */
const AT_ONCE = 100;

/** Ends a task without a result: what it had set aside is free again, but for what the mint says is spent. */
export async function giveUp(
  bench: Bench,
  task: MintTask,
  { problem, spent = [] }: { readonly problem: NonNullable<MintTask['problem']>; readonly spent?: readonly Coin[] },
): Outcome<MintTask> {
  const gone = new Set(spent.map(({ secret }) => secret));
  // They may have been set aside in this very turn: what is kept of them now is not in the bench.
  const own = new Set(bench.coins.map(({ secret }) => secret));
  const held = task.inputs.filter(({ secret }) => own.has(secret));
  const ended: MintTask = { ...task, stage: 'failed', problem, inputs: [], kept: [], sent: [] };
  const kept = await bench.keep({
    spent: [...gone],
    coins: held.filter(({ secret }) => !gone.has(secret)).map((coin) => ({ ...coin, task: null })),
    tasks: [ended],
  });
  return kept.ok ? ok(ended) : kept;
}
