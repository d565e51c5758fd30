import { type Result, fail, ok } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { EngineSeat, TabChannel } from '@ports/tabs.ts';
import type { Engine, startEngine } from '../engine/engine.ts';
import type { EngineParts } from '../engine/engineParts.ts';
import type { Before } from '../engine/startNotices.ts';
import { checkProfile } from '../engine/profileActs.ts';
import { type Identity, openIdentity } from '../identity/identity.ts';
import { hasAgreed } from '../journal/standing.ts';
import { EngineDesk } from '../tabs/engineDesk.ts';
import { RemoteEngine } from '../tabs/remoteEngine.ts';
import { type TabMessage, type TabState, stateMessage } from '../tabs/tabMessages.ts';
import { Turn } from '../turn.ts';
import { actNames } from '../workspace/acts.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { Application, Startup, Workspace, WorkspaceError } from '../workspace/workspace.ts';
import { EngineFront } from './engineFront.ts';
import { type FirstStartAct, atFirstStart } from './atFirstStart.ts';
import { reportWatching } from './reportWatching.ts';
import { type Self, type TabParts, workspaceOver } from './workspaceOver.ts';

/** Everything from outside that the app works with. What an engine uses up is made anew for each. */
export interface ApplicationParts extends Omit<EngineParts, 'store' | 'transport'>, TabParts {
  /** `onLost` is called when the store is gone under those who use it: once what is left is erased, it can be made again. */
  readonly createStore: (account: AccountId, onLost: (erase: () => Promise<void>) => void) => DocumentStore;
  readonly createTransport: () => EngineParts['transport'] | Promise<EngineParts['transport']>;
  /** Gets the engine's code; null when it cannot be had. Where something `isShown` already, that is painted first. */
  readonly loadEngine: (isShown: boolean) => Promise<typeof startEngine | null>;
  readonly seat: EngineSeat;
  readonly channel: TabChannel;
}

/** Opens the app in this tab: with the engine if the seat is free, else as a view of the tab that has it (APP-1…APP-3, TAB-1, TAB-2). */
export function openApplication(parts: ApplicationParts): Application & { readonly dispose: Disposer } {
  return new TabApplication(parts);
}

const TOO_LATE = fail('engine-unreachable', 'nobody waits for it any more');

class TabApplication implements Application {
  private readonly shown: WritableSnapshot<Startup> = writableSnapshot<Startup>({ status: 'opening' });
  private readonly parts: ApplicationParts;
  private readonly leaveSeat: Disposer;
  private remote: RemoteEngine | null;
  private remoteStore: DocumentStore | null = null;
  private engine: Engine | null = null;
  private front: EngineFront;
  private desk: EngineDesk | null = null;
  private self: Self | null = null;
  /** One start at a time: two would be two engines of one profile. */
  private readonly turn = new Turn();
  private isDisposed = false;
  private hasStartedAgain = false;
  private before: Before = null;
  private readonly disposers: Disposer[] = [];

  constructor(parts: ApplicationParts) {
    this.parts = parts;
    this.front = new EngineFront(parts.log);
    this.remote = new RemoteEngine(parts);
    const stopFollowing = this.remote.startup.subscribe(() => void this.follow());
    this.leaveSeat = parts.seat.claim(() => {
      stopFollowing();
      void this.lead();
    });
  }

  get startup(): Snapshot<Startup> {
    return this.shown;
  }

  readonly createProfile: Application['createProfile'] = async (input) => {
    if (this.remote !== null) return this.remote.createProfile(input);
    const profile = checkProfile(input);
    if (!profile.ok) return profile;
    return this.turn.take(async () => {
      // A second press of the same button finds the profile made.
      if (this.engine !== null) return ok();
      const made = await atFirstStart(({ createIdentity }) => createIdentity(this.parts, profile.value));
      return made.ok ? this.start() : made;
    });
  };

  readonly joinAccount: Application['joinAccount'] = (said) =>
    this.firstStart(({ joinAccount }) => joinAccount(this.parts, said, () => void this.run()));

  readonly restoreBackup: Application['restoreBackup'] = (files) =>
    this.firstStart(({ restoreBackup }) => ok(restoreBackup(this.parts, files, () => this.runRestored())));

  readonly retry = (): void => {
    if (this.remote !== null) this.remote.retry();
    else void this.run();
  };

  readonly dispose = (): void => {
    this.isDisposed = true;
    for (const dispose of this.disposers) dispose();
    this.desk?.dispose();
    this.remote?.dispose();
    this.remoteStore?.close();
    this.engine?.dispose();
    this.leaveSeat();
    this.parts.channel.close();
  };

  /** This tab has the seat: it runs the engine from here on. */
  private async lead(): Promise<void> {
    this.remote?.dispose();
    this.remote = null;
    this.desk = new EngineDesk({
      channel: this.parts.channel,
      clock: this.parts.clock,
      realtime: { join: (place, onMessage) => this.front.realtime.join(place, onMessage) },
      state: () => stateMessage(this.tellableStartup(), this.front.ephemeral),
      act: (message) => this.actFor(message),
    });
    this.disposers.push(this.shown.subscribe(this.tell));
    await this.run();
  }

  private async firstStart<T>(act: FirstStartAct<T>): Promise<Result<T, WorkspaceError>> {
    if (this.remote !== null) return fail('engine-unreachable', 'another window is at it');
    return this.turn.take(() => atFirstStart(act));
  }

  private run(): Promise<Result<void, WorkspaceError>> {
    return this.turn.take(() => this.start());
  }

  private runRestored(): void {
    this.before = 'restore';
    void this.run();
  }

  private async start(): Promise<Result<void, WorkspaceError>> {
    if (this.engine !== null || this.isDisposed) return ok();
    this.showOpening();
    const identity = await openIdentity(this.parts);
    if (!identity.ok) return this.failed(identity.error);
    if (identity.value === null) {
      this.shown.set({ status: 'first-start' });
      // Wanted as soon as there is a name.
      void Promise.all([this.parts.loadEngine(true), atFirstStart(() => ok())]);
      return ok();
    }
    const { account } = identity.value;
    const store = this.parts.createStore(account, (erase) => void this.startAgain(erase));
    const opened = await store.open(account);
    if (!opened.ok) {
      store.close();
      return this.failed(storeFailure(opened.error));
    }
    return this.startOver(store, identity.value);
  }

  /** Shows what the store holds, and starts the engine over it (APP-5). */
  private async startOver(store: DocumentStore, identity: Identity): Promise<Result<void, WorkspaceError>> {
    const self = { account: identity.account, device: identity.device };
    const front = new EngineFront(this.parts.log);
    const workspace = workspaceOver(this.parts, { store, self }, front);
    const isShown = await hasAgreed(store);
    if (isShown && !this.wasClosed()) this.showReady(workspace, self, front);
    const engine = await this.runEngine(store, identity, isShown);
    if (!engine.ok || this.wasClosed()) {
      front.dispose();
      if (!engine.ok) return this.wasClosed() ? ok() : this.failed(engine.error);
      engine.value.dispose();
      return ok();
    }
    this.engine = engine.value;
    front.join(engine.value);
    if (!isShown) this.showReady(workspace, self, front);
    const { notice } = engine.value;
    const tellNotice = () => this.shown.set({ status: 'ready', workspace, notice: notice.get() });
    if (notice.get() !== null) tellNotice();
    this.disposers.push(notice.subscribe(tellNotice));
    return ok();
  }

  private showReady(workspace: Workspace, self: Self, front: EngineFront): void {
    this.self = self;
    this.front = front;
    for (const state of Object.values<Snapshot<unknown>>({ ...front.ephemeral })) state.subscribe(this.tell);
    this.shown.set({ status: 'ready', workspace, notice: null });
    this.remoteStore?.close();
    this.remoteStore = null;
  }

  private async runEngine(
    store: DocumentStore,
    identity: Identity,
    isShown: boolean,
  ): Promise<Result<Engine, WorkspaceError>> {
    const start = await this.parts.loadEngine(isShown);
    if (start === null || this.wasClosed()) {
      store.close();
      return fail('host-unreachable', 'the code of the engine cannot be loaded');
    }
    const transport = await this.parts.createTransport();
    const engine = await start({ ...this.parts, store, transport }, identity, {
      onRebuilding: (done, total) => this.shown.set({ status: 'rebuilding', done, total }),
      isWatched: () => this.parts.notifier.isWatched() || this.desk?.isWatched() === true,
      after: this.before,
    });
    if (engine.ok) this.before = null;
    if (!engine.ok) {
      store.close();
      transport.dispose();
    }
    return engine;
  }

  /** The database is gone under the running engine: a new one makes it again from the journal (APP-4). */
  private async startAgain(erase: () => Promise<void>): Promise<void> {
    // One that is lost again soon is not made again and again.
    if (this.hasStartedAgain) return;
    this.hasStartedAgain = true;
    const { log, clock } = this.parts;
    log.write('error', 'store', 'the database was lost; it is made again');
    await this.turn.take(async () => {
      const handed = (await this.engine?.handOver()) ?? null;
      if (handed !== 'whole') this.before = 'doubtful-loss';
      this.engine?.dispose();
      this.engine = null;
      if (handed !== null) await erase();
    });
    // What took the database may yet last: a disk that is full is freed at some time.
    while (!(await this.run()).ok) await new Promise<void>((resolve) => void clock.after(START_AGAIN, resolve));
    clock.after(SETTLED, () => void (this.hasStartedAgain = false));
  }

  /** Closed while it was opening. */
  private wasClosed(): boolean {
    return this.isDisposed;
  }

  /** A tab that takes over goes on showing what it showed, half-written words included, until its own engine runs. */
  private showOpening(): void {
    if (this.shown.get().status !== 'ready') this.shown.set({ status: 'opening' });
  }

  private failed(error: WorkspaceError): Result<void, WorkspaceError> {
    if (error.code !== 'vault-locked') this.parts.log.write('error', 'start', `${error.code}: ${error.message}`);
    this.shown.set({ status: 'failed', error });
    return { ok: false, error };
  }

  private readonly tell = (): void => this.desk?.tell();

  private tellableStartup(): TabState['startup'] {
    const startup = this.shown.get();
    if (startup.status !== 'ready') return startup;
    return this.self === null ? { status: 'opening' } : { status: 'ready', ...this.self };
  }

  private async actFor({ name, args, until }: TabMessage & { t: 'act' }): Promise<unknown> {
    if (this.parts.clock.now() >= until) return TOO_LATE;
    if (name === 'createProfile') return this.createProfile(args[0] as Parameters<Application['createProfile']>[0]);
    if (name === 'retry') return ok(this.retry());
    if (name === 'takeOpenedLink') return ok(this.front.takeOpenedLink());
    const act = actNames.find((known) => known === name);
    if (act === undefined) return { ok: false, error: { code: 'internal', message: 'no such act' } };
    await this.front.arrival;
    // Whoever asked was told that nobody answers, and may have asked again.
    if (this.parts.clock.now() >= until) return TOO_LATE;
    // Tabs run the same code from the same origin; each act checks what it is given.
    return (this.front.acts[act] as (...values: readonly unknown[]) => Promise<unknown>)(...args);
  }

  /** Another tab has the engine: shows what it says, over a store connection of this tab's own. */
  private async follow(): Promise<void> {
    const { remote } = this;
    if (remote === null) return;
    const startup = remote.startup.get();
    if (startup.status !== 'ready') {
      return startup.status === 'opening' ? this.showOpening() : this.shown.set(startup);
    }
    if (this.shown.get().status === 'ready') return;
    const store = this.parts.createStore(startup.account, () => undefined);
    const opened = await store.open(startup.account);
    if (!this.isFollowing() || this.wasClosed()) return store.close();
    if (!opened.ok) return void this.failed(storeFailure(opened.error));
    this.remoteStore?.close();
    this.remoteStore = store;
    const workspace = workspaceOver(this.parts, { store, self: startup }, remote);
    this.shown.set({ status: 'ready', workspace, notice: null });
    this.disposers.push(reportWatching(remote, this.parts));
  }

  private isFollowing(): boolean {
    return this.remote !== null;
  }
}

/** How long after a start that failed the next is tried, when it was not a person's, ms. */
const START_AGAIN = 5000;
/** How long a database that was made again must last before it is made a second time, ms. */
const SETTLED = 15_000;
