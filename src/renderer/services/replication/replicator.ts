import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { Agreement } from './agreement.ts';
import { type Directory, type ReplicationContext, writerIn } from './context.ts';
import { ForkBook } from './forkBook.ts';
import { type Fetcher, HistoryPlan, type HistoryProgress, isSameProgress } from './historyPlan.ts';
import { Summaries, overviewOf } from './overview.ts';
import type { OwnWords } from './makeEvent.ts';
import { PeerBudgets } from './peerBudgets.ts';
import { PeerKnowledge } from './peerKnowledge.ts';
import { PeerSession } from './peerSession.ts';
import { RecentOwn } from './recentOwn.ts';
import type { LinkedPeer, SessionHooks } from './session.ts';
import type { AuthorError } from './failures.ts';
import type { SpaceLog } from './spaceLog.ts';
import { SpaceLogs } from './spaceLogs.ts';
import { WorkSlice } from './workSlice.ts';

/** Makes events, gives them to who may have them, takes those of others. One per engine. */
export class Replicator {
  private readonly logs: SpaceLogs;
  private readonly open = new Set<PeerSession>();
  private readonly forks: ForkBook;
  private readonly members: Directory;
  private readonly budgets = new Map<DeviceId, PeerBudgets>();
  private readonly knowledge = new Map<DeviceId, PeerKnowledge>();
  private readonly summaries = new Summaries();
  private readonly recent = new RecentOwn();
  private readonly plans = new Map<SpaceId, HistoryPlan>();
  private readonly fetched = writableSnapshot<ReadonlyMap<SpaceId, HistoryProgress>>(new Map());
  private readonly linked = writableSnapshot<readonly PeerSession[]>([]);
  private readonly everyone = writableSnapshot<readonly PeerSession[]>([]);
  private readonly context: ReplicationContext;
  private readonly hooks: SessionHooks;

  constructor(
    context: ReplicationContext,
    cards: Pick<SessionHooks, 'onCard' | 'onOut' | 'ownCard' | 'onGroupWord' | 'onWalletWord' | 'onFeedWord'>,
  ) {
    this.forks = new ForkBook(context);
    this.members = context.directory;
    const directory = this.forks.over(context.directory);
    this.context = { ...context, directory, onAdmitted: (space, events) => this.admitted(space, events) };
    this.logs = new SpaceLogs(this.context, () => this.forks.load());
    this.hooks = {
      ...cards,
      logOf: (space) => this.logOf(space),
      standingOf: (space) => this.logs.standingOf(space),
      standingNow: (space) => this.logs.standingNow(space),
      summaries: this.summaries,
      recent: this.recent,
      onCompared: () => this.agreement.moved(),
      budgetsOf: (peer) => this.budgetsOf(peer),
      knowledgeOf: (peer) => this.knowledgeOf(peer),
      forks: this.forks,
      onFork: (space) => void this.forkFound(space),
      planOf: (log) => this.planOf(log),
      leavePlan: (space, fetcher) => this.leavePlan(space, fetcher),
      onProgress: (log) => this.showProgress(log.space, this.planOf(log)),
      onClosed: (link) => {
        for (const session of this.open) if (session.link === link) this.leave(session);
        this.tellSessions();
        this.agreement.moved();
      },
    };
    this.agreement = new Agreement(context.clock, () => this.linked.get());
    this.notify = context.onAdmitted;
  }

  private readonly agreement: Agreement;
  private readonly notify: ReplicationContext['onAdmitted'];
  private isDisposed = false;

  /** Ends when the database has what the journal has. No own event is made before: it may bring back events of our chains (REP-10). */
  repair: Promise<unknown> = Promise.resolve();

  /** The sessions with people that are up now. */
  get sessions(): Snapshot<readonly PeerSession[]> {
    return this.linked;
  }

  /** Those with readers of channels as well. */
  get allSessions(): Snapshot<readonly PeerSession[]> {
    return this.everyone;
  }

  /** Spaces of which history is being fetched, newest first, and how much of it is here (REP-17). */
  get history(): Snapshot<ReadonlyMap<SpaceId, HistoryProgress>> {
    return this.fetched;
  }

  /** See {@link Agreement}. */
  get upToDate(): Snapshot<readonly AccountId[]> {
    return this.agreement.upToDate;
  }

  /** Spaces in which another copy of this very device was alive (REP-20): nothing can be made there by this device any more. */
  get forked(): Snapshot<ReadonlySet<SpaceId>> {
    return this.forks.forked;
  }

  /** Takes a proof that was journalled, as from a peer. */
  async takeProof(first: Uint8Array, second: Uint8Array): Promise<void> {
    await this.forks.load();
    const event = decodeEvent(first);
    if ((await this.forks.take(first, second)) === 'kept' && event.ok)
      this.context.onForked?.(event.value.content.space);
  }

  /** Tells of two events for one place that were found here. */
  async reportFork(space: SpaceId, first: Uint8Array, second: Uint8Array): Promise<void> {
    if ((await this.forks.take(first, second)) === 'kept') await this.forkFound(space);
  }

  /** Where chains part, as far as proofs say. */
  get parted(): Pick<ForkBook, 'load' | 'lastOf'> {
    return this.forks;
  }

  /** Whether own events may be in the journal and not in the database (REP-3). */
  get hasLate(): boolean {
    return this.logs.hasLate;
  }

  /** How many logs are in memory. */
  get openLogs(): number {
    return this.logs.size;
  }

  /** Makes an own event: durable when it resolves, then on its way. None after `dispose`: `store-closed`. */
  author(space: SpaceId, kind: string, body: unknown): Promise<Result<AdmittedEvent, AuthorError>> {
    return this.say(space, { kind, body });
  }

  /** The same; it is told what it becomes before anybody can read it. */
  async say(space: SpaceId, { kind, body, onMade }: OwnWords): Promise<Result<AdmittedEvent, AuthorError>> {
    const log = await this.ownLog(space);
    return log.ok ? log.value.author(kind, body, onMade) : log;
  }

  /** Makes several own events at consecutive places of the chain, all of them or none. */
  async authorRun(space: SpaceId, ...run: Parameters<SpaceLog['authorRun']>): ReturnType<SpaceLog['authorRun']> {
    const log = await this.ownLog(space);
    return log.ok ? log.value.authorRun(...run) : log;
  }

  private async ownLog(space: SpaceId): Promise<Result<SpaceLog, AuthorError>> {
    await this.repair;
    // A repair that was given up leaves chains that may be longer in the journal: what were made now could fork them.
    if (this.isDisposed) return fail('store-closed', 'the app is closing');
    const log = await this.logOf(space);
    if (this.forks.forked.get().has(space)) return fail('own-fork', 'another copy of this device was alive');
    return log === null ? fail('storage-failed', 'the log cannot be read') : ok(log);
  }

  /** Learns how all spaces stand, and all that is shared with these accounts, so that the first link-up finds it done (REP-21). */
  async prepare(accounts: Iterable<AccountId>): Promise<void> {
    await this.logs.prepare();
    const slice = new WorkSlice(this.context.clock);
    for (const account of accounts) {
      this.summaries.of(account, await overviewOf(this.context.directory.sharedWith(account), this.hooks));
      if (slice.isOver) await slice.letGo();
    }
  }

  /** Takes up a link to a device whose identity the room's secret proved. */
  link(link: PeerLink, peer: LinkedPeer): PeerSession {
    const session = new PeerSession(this.context, this.hooks, { link, peer });
    this.open.add(session);
    this.tellSessions();
    return session;
  }

  /** Compares again with everyone who has to do with an account: membership changed. */
  refresh(account: AccountId): void {
    for (const session of this.open) if (session.peer.account === account) void session.compare();
  }

  /**
   * Who belongs to a space, or where chains end in it, changed (REP-13): what is shown of its chains follows, everybody who may
   * be given it is compared with again, and `onBeyond` hears what lies beyond an end now.
   */
  async membershipChanged(space: SpaceId): Promise<void> {
    const log = await this.logOf(space);
    if (log === null) return;
    log.heads.endsMoved();
    this.logs.endsMoved(space);
    // Own words stay to be seen, as what they are: not sent.
    const own = writerIn(this.context, space).device;
    const beyond = await log.beyond((device) => (device === own ? null : this.members.endOf(space, device)));
    if (beyond.ok) this.context.onBeyond?.(space, beyond.value);
    else this.context.log.write('warn', 'admission', `what lies beyond an end is not known: ${beyond.error.code}`);
    for (const session of this.open) void session.compareSpace(space);
  }

  /** Sends the own card again: it changed. */
  greetAll(): void {
    for (const session of this.open) session.greet();
  }

  /** Ends every link to an account: it was blocked or removed. */
  disconnect(account: AccountId): void {
    for (const session of this.open) if (session.peer.account === account) session.close();
  }

  /** Ends every link to a device: it was taken out of its account. */
  disconnectDevice(account: AccountId, device: DeviceId): void {
    // Another account may claim the device too: what is said there ends no link of this one.
    for (const session of this.open)
      if (session.peer.device === device && session.peer.account === account) session.close();
  }

  /** The log of a space, opened on first use; null while the store cannot be read. */
  logOf(space: SpaceId): Promise<SpaceLog | null> {
    return this.logs.logOf(space);
  }

  dispose(): void {
    this.isDisposed = true;
    this.agreement.dispose();
    for (const session of this.open) session.close();
  }

  private leave(session: PeerSession): void {
    this.open.delete(session);
    // Nobody comes back under a name that was made up for one link.
    if (session.peer.isReader !== true) return;
    this.budgets.delete(session.peer.device);
    this.knowledge.delete(session.peer.device);
  }

  private tellSessions(): void {
    const all = [...this.open];
    this.everyone.set(all);
    const people = all.filter(({ peer }) => peer.isReader !== true);
    const before = this.linked.get();
    if (people.length !== before.length || people.some((session, place) => session !== before[place]))
      this.linked.set(people);
  }

  private budgetsOf({ device }: LinkedPeer): PeerBudgets {
    const budgets = this.budgets.get(device) ?? new PeerBudgets(this.context.clock);
    this.budgets.set(device, budgets);
    return budgets;
  }

  private knowledgeOf({ device }: LinkedPeer): PeerKnowledge {
    const knowledge = this.knowledge.get(device) ?? new PeerKnowledge();
    this.knowledge.set(device, knowledge);
    return knowledge;
  }

  /** A chain parted: it ends there for us, and everybody is told. */
  private async forkFound(space: SpaceId): Promise<void> {
    const log = await this.logOf(space);
    log?.heads.endsMoved();
    this.logs.endsMoved(space);
    this.context.onForked?.(space);
    for (const session of this.open) session.tellForks(space);
    for (const session of this.open) void session.compareSpace(space);
  }

  private planOf(log: SpaceLog): HistoryPlan {
    const known = this.plans.get(log.space);
    if (known?.isOf(log.heads) === true) return known;
    const made = new HistoryPlan(log.heads, log.lowestOf);
    this.plans.set(log.space, made);
    return made;
  }

  private leavePlan(space: SpaceId | null, fetcher: Fetcher): void {
    for (const [planned, plan] of this.plans) {
      if (space === null || space === planned) plan.leave(fetcher);
      if (space === planned) this.showProgress(space, plan);
    }
  }

  private showProgress(space: SpaceId, plan: HistoryPlan): void {
    const progress = plan.progress();
    if (isSameProgress(this.fetched.get().get(space) ?? null, progress)) return;
    const next = new Map(this.fetched.get());
    if (progress === null) next.delete(space);
    else next.set(space, progress);
    this.fetched.set(next);
    if (progress === null) for (const session of this.open) session.tellWhole(space);
  }

  private admitted(space: SpaceId, events: readonly AdmittedEvent[]): void {
    this.recent.note(events.filter(({ content }) => content.device === writerIn(this.context, space).device));
    this.notify(space, events);
    void this.logOf(space).then((log) => {
      if (log === null) return;
      for (const session of this.open) session.offer(log, events);
    });
  }
}
