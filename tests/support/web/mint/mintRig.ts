/** A device with mints, over a disk that outlives it, and ways to end it in the middle of things. */
import { writableSnapshot } from '@ports/snapshot.ts';
import { cashuCraft } from '@adapters/cashu/cashuCraft.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryKeyDisk, MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import type { Blank } from '@domain/cashu/records.ts';
import type { MintCraft } from '@ports/mintCraft.ts';
import type { DeviceId } from '@shared/ids.ts';
import type { MintStore } from '@ports/mintStore.ts';
import type { MintTransport } from '@ports/mintTransport.ts';
import { type LockLink, LockKeys } from '@services/cashu/lockKeys.ts';
import { OwnMintActs } from '@services/cashu/mintActs.ts';
import { createMintReads } from '@services/cashu/mintViews.ts';
import { Mints } from '@services/cashu/mints.ts';
import type { MintEntry, MintView } from '@services/workspace/mintWorkspace.ts';
import { fail, ok } from '@shared/result.ts';
import { alice, idOf } from '../../shared/storeFixtures.ts';
import { value } from '../../shared/storeScene.ts';
import { TestMint } from '../../shared/mint/testMint.ts';

/** Where the mint of the tests is. */
export const MINT = 'https://mint.example.org';

/** What goes wrong between a device and its mint, for the next question to a place. */
export type Fault = 'question-lost' | 'answer-lost' | 'nonsense' | 'server-error' | 'refused';

/** What a seed makes is always the same; hundreds of devices begin with the same few hundred blanks. */
const made = new Map<string, Blank>();
const RIG_CRAFT: MintCraft = {
  ...cashuCraft,
  seededBlanks: ({ seed, keyset, counter, amounts }) =>
    amounts.map((amount, place) => {
      const key = `${seed.join('.')} ${keyset} ${counter + place}`;
      const blank =
        made.get(key) ?? cashuCraft.seededBlanks({ seed, keyset, counter: counter + place, amounts: [amount] })[0];
      if (blank === undefined) throw new Error('no blank');
      made.set(key, blank);
      return { ...blank, amount };
    }),
};

/** A device; everything on its disk stays when it is opened again. */
export class Holder {
  readonly clock = new FakeClock({ start: 1_700_000_000_000 });
  readonly links = writableSnapshot<readonly LockLink[]>([]);
  readonly faults = new Map<string, Fault>();
  /** Steps until the process ends: each write and each question has one before and one after it. Null: it lives. */
  stepsLeft: number | null = null;
  isOffline = false;
  acts!: OwnMintActs;
  mints!: Mints;
  keys!: LockKeys;
  store!: MemoryDocumentStore;
  disk = new MemoryDisk();
  readonly mint: TestMint;
  private readonly vault: MemoryKeyVault;
  private readonly device: DeviceId;
  private lives = 0;
  private readonly name: string;

  constructor(name: string, mint: TestMint) {
    this.name = name;
    this.mint = mint;
    this.device = idOf<DeviceId>(name);
    this.vault = new MemoryKeyVault({ random: new SeededRandom(name.length), disk: new MemoryKeyDisk() });
    this.seed = Uint8Array.from({ length: 64 }, (_, at) => (at * 7 + name.charCodeAt(at % name.length)) % 256);
  }

  private readonly seed: Uint8Array;

  /** Starts the app over what is on the disk; what was under way goes on by itself only when `start` is said. */
  async open({ start = false }: { readonly start?: boolean } = {}): Promise<this> {
    this.lives += 1;
    const life = this.lives;
    value(await this.vault.keep('mint-seed.v1', this.seed));
    this.store = new MemoryDocumentStore({ disk: this.disk });
    value(await this.store.open(alice));
    const step = () => this.step(life);
    this.mints = new Mints({
      self: { device: this.device },
      vault: this.vault,
      store: mortalStore(this.store.mints, step),
      transport: this.transport(step),
      craft: () => Promise.resolve(RIG_CRAFT),
      clock: this.clock,
      random: new SeededRandom(this.lives),
      log: { write: () => undefined },
    });
    this.keys = new LockKeys(this.mints, this.store.values, this.links);
    this.acts = new OwnMintActs(this.mints, this.keys);
    if (start) this.mints.start();
    return this;
  }

  /** The same device again, with the same mint, in a world of its own. */
  async copy(): Promise<Holder> {
    const twin = await new Holder(this.name, this.mint.copy()).open();
    value(await twin.store.mints.write(value(await this.store.mints.read())));
    return twin;
  }

  /** The database is gone, and nothing else. */
  loseDatabase(): void {
    this.disk = new MemoryDisk();
  }

  async view(): Promise<MintView> {
    const query = createMintReads(this.store).mints();
    return new Promise((resolve, reject) => {
      const stop = query.subscribe((state) => {
        if (state.status === 'loading') return;
        queueMicrotask(() => stop());
        const [view] = state.status === 'ready' ? state.value : [];
        if (view === undefined) reject(new Error('no mint'));
        else resolve(view);
      });
    });
  }

  async balance(): Promise<bigint> {
    return (await this.view()).balances.reduce((sum, { balance }) => sum + balance, 0n);
  }

  async entry(id: string): Promise<MintEntry> {
    const found = (await this.view()).entries.find((entry) => entry.id === id);
    if (found === undefined) throw new Error('no such entry');
    return found;
  }

  /** Buys notes and has them. */
  async have(amount: bigint): Promise<this> {
    value(await this.acts.addMint(MINT));
    value(await this.acts.buyCoins(MINT, 'sat', amount));
    this.mint.settle();
    value(await this.acts.lookAfterMint(MINT));
    return this;
  }

  /** What the mint says of every note that is kept here, in the order in which they are kept. */
  async spentHere(): Promise<number> {
    const { coins } = value(await this.store.mints.read());
    return coins.filter((coin) => this.mint.spent.has(cashuCraft.fingerprint(coin))).length;
  }

  private async step(life: number): Promise<void> {
    if (this.stepsLeft === null && life === this.lives) return;
    if (this.stepsLeft !== null && this.stepsLeft > 0 && life === this.lives) {
      this.stepsLeft -= 1;
      return;
    }
    // A process that ended says nothing more, for good.
    this.onEnd();
    await new Promise(() => undefined);
  }

  /** Called when the process ended. */
  onEnd: () => void = () => undefined;

  private transport(step: () => Promise<void>): MintTransport {
    return async ({ place, body }) => {
      await step();
      const fault = this.faults.get(place);
      this.faults.delete(place);
      if (this.isOffline || fault === 'question-lost') return fail('unreachable', 'told to');
      if (fault === 'server-error') return ok({ status: 502, body: '<html>' });
      if (fault === 'refused') return ok({ status: 400, body: '{"code":12002,"detail":"no"}' });
      const answer = this.mint.answer(place, body);
      await step();
      if (fault === 'answer-lost') return fail('unreachable', 'told to');
      return ok(fault === 'nonsense' ? { status: 200, body: '{"signatures":[{}]}' } : answer);
    };
  }
}

function mortalStore(store: MintStore, step: () => Promise<void>): MintStore {
  return {
    read: () => store.read(),
    watch: () => store.watch(),
    write: async (changes) => {
      await step();
      const written = await store.write(changes);
      await step();
      return written;
    },
  };
}

/** A mint and a device with notes of it. */
export async function setup(amount = 1000n, mint = new TestMint()): Promise<{ mint: TestMint; ana: Holder }> {
  const ana = await new Holder('ana', mint).open();
  await ana.have(amount);
  return { mint, ana };
}

/** Runs a deed with the process ending at each of its steps in turn; after each the device is opened again. Tells how many steps there are. */
export async function crashEverywhere(
  before: Holder,
  deed: (holder: Holder) => Promise<unknown>,
  check: (holder: Holder) => Promise<void>,
): Promise<number> {
  for (let steps = 0; steps < 100; steps += 1) {
    const holder = await before.copy();
    holder.stepsLeft = steps;
    const ended = await Promise.race([
      new Promise<'ended'>((resolve) => {
        holder.onEnd = () => resolve('ended');
      }),
      deed(holder).then(() => 'done' as const),
    ]);
    holder.stepsLeft = null;
    await holder.open();
    await holder.acts.lookAfterMint(MINT);
    await check(holder);
    if (ended === 'done') return steps;
  }
  throw new Error('it does not come to its end');
}
