import { readMintAddress } from '@shared/mintAddress.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { MintRecord, MintTask } from '@domain/cashu/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { LoadMintCraft, MintCraft } from '@ports/mintCraft.ts';
import type { MintHoldings, MintStore } from '@ports/mintStore.ts';
import type { MintTransport } from '@ports/mintTransport.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Identity } from '../identity/identity.ts';
import { Turn } from '../turn.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { Bench } from './bench.ts';
import { isGivenUp, settleBuy } from './buys.ts';
import { MintApi } from './mintApi.ts';
import { type MintKeys, openMintKeys } from './mintKeys.ts';
import { settlePay } from './pays.ts';
import { settleSwap } from './swaps.ts';
import { readKeysets } from './terms.ts';

/** How often what is under way is tried again, ms. */
export const LOOK_AGAIN = 30_000;

/** What working with mints takes. */
export interface MintParts {
  readonly self: Pick<Identity, 'device'>;
  readonly vault: KeyVault;
  readonly store: MintStore;
  readonly transport: MintTransport;
  readonly craft: LoadMintCraft;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** The mints of this device: one thing at a time with each, and what was begun is brought to its end (CSH-20, CSH-21). */
export class Mints {
  readonly parts: MintParts;
  private readonly turns = new Map<string, Turn>();
  private readonly lookedAt = new Map<string, number>();
  private isDisposed = false;
  private cancel: Disposer = () => undefined;

  constructor(parts: MintParts) {
    this.parts = parts;
  }

  /** Takes up what a start finds under way, and goes on with it. */
  start(): void {
    const again = async () => {
      await this.attempt(() => this.lookAfterAll());
      if (!this.isDisposed) this.cancel = this.parts.clock.after(LOOK_AGAIN, () => void again());
    };
    void again();
  }

  dispose(): void {
    this.isDisposed = true;
    this.cancel();
  }

  async craft(): Promise<Result<MintCraft, WorkspaceError>> {
    const craft = await this.parts.craft();
    return craft === null ? fail('host-unreachable', 'the code of mints cannot be loaded') : ok(craft);
  }

  keys(): Promise<Result<MintKeys, WorkspaceError>> {
    return openMintKeys(this.parts.vault, this.parts.self);
  }

  async holdings(): Promise<Result<MintHoldings, WorkspaceError>> {
    const read = await this.parts.store.read();
    return read.ok ? read : { ok: false, error: storeFailure(read.error) };
  }

  api(mint: string): MintApi {
    return new MintApi(this.parts.transport, mint);
  }

  /** Works with a mint when its turn has come: `mint-missing` for one that was not agreed to. */
  at<T>(address: string, work: (bench: Bench) => Outcome<T>): Outcome<T> {
    const read = readMintAddress(address);
    if (!read.ok) return Promise.resolve(read);
    return this.turnOf(read.value).take(async () => {
      const bench = await this.bench(read.value);
      return bench.ok ? work(bench.value) : bench;
    });
  }

  /** The same with what a mint signs with now. */
  atFresh<T>(address: string, work: (bench: Bench) => Outcome<T>): Outcome<T> {
    return this.at(address, async (bench) => {
      const keysets = await readKeysets(bench.api, bench.craft, bench.mint.terms.keysets);
      if (!keysets.ok) return keysets;
      const mint: MintRecord = { ...bench.mint, terms: { ...bench.mint.terms, keysets: [...keysets.value] } };
      const kept = await bench.keep({ mints: [mint] });
      return kept.ok ? work({ ...bench, mint }) : kept;
    });
  }

  /** Where among so many older things of a mint the next look begins, which takes some of them: in turn each is looked at (CSH-18). */
  olderFrom(mint: string, some: number, many: number): number {
    const next = this.lookedAt.get(mint) ?? 0;
    const from = next < many ? next : 0;
    this.lookedAt.set(mint, Math.min(from + some, many));
    return from;
  }

  /** Works without a mint's being known, when its turn has come. */
  turnOf(mint: string): Turn {
    const turn = this.turns.get(mint) ?? new Turn();
    this.turns.set(mint, turn);
    return turn;
  }

  /** What working with a mint takes that is about to be one's own, or is. */
  async bench(mint: string, given?: MintRecord): Promise<Result<Bench, WorkspaceError>> {
    const holdings = await this.holdings();
    if (!holdings.ok) return holdings;
    const known = given ?? holdings.value.mints.find(({ url }) => url === mint);
    if (known === undefined) return fail('mint-missing', 'nobody agreed to it');
    const [craft, keys] = [await this.craft(), await this.keys()];
    if (!craft.ok) return craft;
    if (!keys.ok) return keys;
    const { store, clock, random, log } = this.parts;
    const coins = holdings.value.coins.filter((coin) => coin.mint === mint);
    return ok({
      ...{ api: this.api(mint), craft: craft.value, keys: keys.value, mint: known, coins },
      free: coins.filter(({ task }) => task === null),
      tasks: holdings.value.tasks.filter((task) => task.mint === mint),
      keep: async (changes) => {
        const kept = await store.write(changes);
        return kept.ok ? kept : { ok: false, error: storeFailure(kept.error) };
      },
      now: () => clock.now(),
      newId: () => toBase64url(random.bytes(16)),
      warn: (text) => log.write('warn', 'mints', text),
    });
  }

  /** Goes on with a task, whatever it is; one that has ended for good stays as it is, and so does one that breaks what works on it (CSH-28). */
  async settle(bench: Bench, task: MintTask): Outcome<MintTask> {
    return (await this.attempt(() => this.goOn(bench, task))) ?? ok(task);
  }

  private goOn(bench: Bench, task: MintTask): Outcome<MintTask> {
    if (task.kind === 'buy' && (isUnderWay(task) || isGivenUp(task))) return settleBuy(bench, task);
    if (task.stage !== 'prepared') return Promise.resolve(ok(task));
    return task.kind === 'pay' ? settlePay(bench, task) : settleSwap(bench, task);
  }

  private async lookAfterAll(): Promise<void> {
    const holdings = await this.holdings();
    if (!holdings.ok) return;
    const now = this.parts.clock.now();
    const tasks = holdings.value.tasks.filter((task) => isUnderWay(task) && !isStale(task, now));
    for (const { id, mint } of tasks) {
      if (this.isDisposed) return;
      await this.attempt(() =>
        this.at(mint, async (bench) => {
          // It may have ended while it waited for its turn.
          const task = bench.tasks.find((one) => one.id === id);
          if (task !== undefined) await this.settle(bench, task);
          return ok();
        }),
      );
    }
  }

  /** What breaks at one task is no reason to leave the others; of its words a log is told nothing, since secrets may be in them. */
  private async attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.parts.log.write('error', 'mints', `not gone on with: ${error instanceof Error ? error.name : 'unknown'}`);
      return null;
    }
  }
}

/** How long a mint is asked by itself about an invoice that does not end, ms: a day. */
const INVOICE_WATCHED = 24 * 3_600_000;

/** An invoice that nobody paid in a day is asked about only while someone looks at its mint. */
function isStale({ stage, at }: MintTask, now: number): boolean {
  return stage === 'quoted' && at + INVOICE_WATCHED < now;
}

/** Whether a task is to be gone on with. */
export function isUnderWay({ kind, stage }: MintTask): boolean {
  return stage === 'prepared' || (kind === 'buy' && stage === 'quoted');
}
