import { type Result, ok } from '@shared/result.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Identity } from '../identity/identity.ts';
import { phraseOf } from '../identity/recoveryPhrase.ts';
import { compactJournal } from '../journal/compactJournal.ts';
import { type ReconcileParts, reconcile } from '../journal/reconcile.ts';
import { salvage } from '../journal/salvage.ts';
import { isDatabaseLost, markAgreement } from '../journal/standing.ts';
import type { RealtimeBus } from '../mini/realtimeBus.ts';
import { AskDesk } from '../pairing/askDesk.ts';
import { GroupAskDesk } from '../pairing/groupAskDesk.ts';
import type { Acts } from '../workspace/acts.ts';
import type { Ephemeral } from '../workspace/ephemeral.ts';
import { storeFailure } from '../workspace/failures.ts';
import { OWN_PROFILE_NAME } from '../workspace/reads.ts';
import type { StartNotice, WorkspaceError } from '../workspace/workspace.ts';
import type { EngineParts } from './engineParts.ts';
import { type EngineServices, joinServices } from './engineServices.ts';
import { followAddresses } from './followAddresses.ts';
import { followUnread } from './followUnread.ts';
import { joinMeetings } from './joinMailbox.ts';
import { OwnSelf } from './ownSelf.ts';
import { withTraffic, workQuietly } from './workQuietly.ts';
import { followNotices } from '../notifications/noticeActs.ts';
import { type Before, noticeOf, noticeOfRebuild, repairFailure } from './startNotices.ts';

/** How often a start's comparison of journal and database is noted, ms. */
const MARK_INTERVAL = 60_000;
/** How long after a comparison that failed the next is tried, ms. */
const COMPARE_AGAIN = 5000;
/** How long after a start the journal is looked at for what is superfluous, ms. */
const COMPACT_AFTER = 3 * 60_000;
/** How often a host that takes nothing is tried before an engine ends, each that long after the other. */
const HAND_OVER_ATTEMPTS = 60;

/** What a start may tell while it works, and what it needs of the tab it runs in. */
export interface EngineHooks {
  readonly onRebuilding: (done: number, total: number) => void;
  readonly isWatched: () => boolean;
  /** What was right before: a backup was restored, and the database is empty as it should be, or one was lost that was never compared. */
  readonly after?: Before;
}

/** The running engine of one profile: exactly one per profile, in one tab. */
export interface Engine {
  readonly acts: Acts;
  readonly ephemeral: Ephemeral;
  readonly takeOpenedLink: () => string | null;
  /** Realtime channels of mini programs. */
  readonly realtime: RealtimeBus;
  /** What the start repaired; it may come while the app is in use. */
  readonly notice: Snapshot<StartNotice | null>;
  /**
   * Resolves when the host has all that it had not taken yet: the next engine finds it in the journal. `saved`: both were never compared,
   * and the journal has what could be read (JNL-19). Null when it was given up after minutes, something was let go before, or nobody can
   * say what the database has: it is to stay.
   */
  readonly handOver: () => Promise<'whole' | 'saved' | null>;
  readonly dispose: Disposer;
}

/** Opens journal and links of an identity over its open store. The order is: what was kept, then repair, then the world. */
export async function startEngine(
  parts: EngineParts,
  identity: Identity,
  hooks: EngineHooks,
): Promise<Result<Engine, WorkspaceError>> {
  const engine = new RunningEngine(withTraffic(parts), await OwnSelf.open(parts, identity), hooks);
  const loaded = await engine.load(hooks);
  if (!loaded.ok) {
    engine.dispose();
    return loaded;
  }
  engine.goOnline();
  return ok(engine);
}

class RunningEngine implements Engine {
  readonly acts: Acts;
  readonly ephemeral: Ephemeral;
  readonly realtime: RealtimeBus;
  readonly notice: WritableSnapshot<StartNotice | null> = writableSnapshot<StartNotice | null>(null);
  private readonly parts: EngineParts;
  private readonly own: OwnSelf;
  private readonly services: EngineServices;
  private readonly openedLink: WritableSnapshot<string | null> = writableSnapshot<string | null>(null);
  private readonly disposers: Disposer[] = [];
  private isDisposed = false;
  /** Only after a comparison that went through may the agreement be noted; else the next start compares again. */
  private hasCompared = false;

  constructor(parts: EngineParts, own: OwnSelf, hooks: EngineHooks) {
    this.parts = parts;
    this.own = own;
    const onProfile = () => this.publishProfile();
    this.services = joinServices(parts, { own, isWatched: hooks.isWatched, onProfile });
    const { acts, connection, links, pending, files, realtime, moments, channels, preferences } = this.services;
    this.acts = acts;
    this.realtime = realtime;
    this.ephemeral = {
      connection: connection.status,
      presence: links.presence,
      pending: pending.snapshot,
      openedLink: this.openedLink,
      ...files.ephemeral,
      momentUploads: moments.uploads,
      channelReaders: channels.readers,
      typing: preferences.typing.typing,
    };
  }

  /** Reads what is kept; rebuilds a lost database from the journal before anything is shown. */
  async load(hooks: EngineHooks): Promise<Result<void, WorkspaceError>> {
    const { settings, contacts, groups, moments, channels, webFeeds, stickers, imports, preferences } = this.services;
    await settings.load();
    const kept = [channels, webFeeds, stickers, imports, preferences].map(({ book }) => book);
    for (const book of [contacts, groups, moments, ...kept]) {
      const loaded = await book.load();
      if (!loaded.ok) return { ok: false, error: storeFailure(loaded.error) };
    }
    const lost = await isDatabaseLost(this.reconcileParts());
    if (!lost.ok) return { ok: false, error: repairFailure(lost.error) };
    if (lost.value) {
      const rebuilt = await reconcile(this.reconcileParts(), hooks.onRebuilding);
      // An app that opened on what half came back would begin chains anew.
      if (!rebuilt.ok) return { ok: false, error: repairFailure(rebuilt.error) };
      this.hasCompared = true;
      this.trustStore();
      this.notice.set(noticeOfRebuild(rebuilt.value, hooks.after ?? null));
    } else {
      this.services.replicator.repair = this.compareQuietly();
    }
    await this.services.devices.load();
    await this.publishProfile();
    return ok();
  }

  /** Takes up links and listens to the host. */
  goOnline(): void {
    const { host, transport, clock, store, log } = this.parts;
    const addresses = followAddresses(this.parts, { ...this.services, own: this.own });
    void this.services.replicator.prepare(this.services.contacts.contacts.get().keys());
    this.services.files.start(this.services.replicator.allSessions);
    this.disposers.push(
      addresses.stop,
      host.on('link.opened', ({ url }) => this.openedLink.set(url)),
      host.on('power.changed', ({ state }) => {
        if (state === 'resume' || state === 'unlock') transport.nudge();
      }),
      followUnread({ store, host, clock }),
      this.services.lock.start(),
      followNotices({ notifier: this.parts.notifier, store, log, acts: this.acts }),
    );
    void addresses.applied.then(() => (this.isDisposed ? undefined : this.enterRooms()));
    this.markRegularly(clock.after.bind(clock));
    this.disposers.push(
      clock.after(COMPACT_AFTER, () => void this.compact()),
      ...workQuietly(this.parts, this.services, this.own),
    );
  }

  private async compact(): Promise<void> {
    if (!this.hasCompared) return;
    const freed = await compactJournal({ store: this.parts.store, journal: this.services.journal });
    const { log } = this.parts;
    if (!freed.ok) log.write('warn', 'journal', `not compacted: ${freed.error.code}`);
    else if (freed.value > 0) log.write('info', 'journal', `compacted: ${freed.value} bytes freed`);
  }

  private enterRooms(): Promise<void> {
    this.services.links.start();
    this.services.devices.start();
    this.services.channels.start();
    const { pairing, groups } = this.services;
    const asking = [new AskDesk(pairing), new GroupAskDesk({ ...pairing, groups })];
    this.disposers.push(
      ...asking.map((desk) => () => desk.dispose()),
      joinMeetings(this.parts, this.services, this.own),
    );
    return this.services.invites.start();
  }

  readonly takeOpenedLink = (): string | null => {
    const link = this.openedLink.get();
    this.openedLink.set(null);
    return link;
  };

  readonly handOver: Engine['handOver'] = async () => {
    const { journal } = this.services;
    for (let attempt = 0; attempt < HAND_OVER_ATTEMPTS; attempt += 1) {
      await journal.catchUp();
      // What another session kept while the host was away is in no backlog: only a comparison would have found it.
      const saved = this.hasCompared || !journal.isComplete() ? null : await salvage(this.reconcileParts());
      if (saved === 'closed') return null;
      if (journal.isComplete() && (this.hasCompared || saved === 'saved')) return this.hasCompared ? 'whole' : 'saved';
      await new Promise<void>((resolve) => void this.parts.clock.after(COMPARE_AGAIN, resolve));
    }
    return null;
  };

  readonly dispose = (): void => {
    this.isDisposed = true;
    for (const dispose of this.disposers) dispose();
    this.services.invites.dispose();
    this.services.links.dispose();
    const { groupParts, messages, moments, channels, files, realtime, wallet, mints } = this.services;
    for (const part of [...groupParts, messages, moments, channels, files, realtime, wallet, mints]) part.dispose();
    this.services.webFeeds.feeds.dispose();
    this.services.search.dispose();
    this.services.preferences.dispose();
    this.services.readMarks.dispose();
    this.services.replicator.dispose();
    this.services.connection.dispose();
    this.parts.transport.dispose();
    this.parts.store.close();
  };

  private reconcileParts(): ReconcileParts {
    const { store, log } = this.parts;
    const { journal, contacts, groups, replicator } = this.services;
    return { store, log, journal, contacts, groups, replicator, reloadFeeds: () => this.loadFeeds() };
  }

  /**
   * Compares until it works: own events wait for it, because a journal that cannot be read may hold more of our chains than the
   * database does (REP-10). Meanwhile the app says that nothing new is kept.
   */
  private async compareQuietly(): Promise<void> {
    const { connection } = this.services;
    const { log, clock } = this.parts;
    while (!this.isDisposed) {
      const compared = await reconcile(this.reconcileParts(), () => undefined);
      this.hasCompared = compared.ok;
      if (compared.ok) {
        this.notice.set(noticeOf(compared.value));
        const { restored, journalled } = compared.value;
        if (restored + journalled > 0)
          log.write('info', 'journal', `compared: ${restored} restored, ${journalled} journalled`);
        connection.setReadOnly(null);
        this.trustStore();
        return;
      }
      log.write('warn', 'journal', `not compared: ${compared.error.code}`);
      connection.setReadOnly(compared.error.code === 'vault-locked' ? 'vault-locked' : 'storage-failed');
      await new Promise<void>((resolve) => void clock.after(COMPARE_AGAIN, resolve));
    }
  }

  /** The journal may have brought circles back whose events come next. */
  private async loadFeeds(): Promise<void> {
    const { moments, channels, webFeeds, preferences, stickers, imports } = this.services;
    const books = [channels.book, webFeeds.book, preferences.book, stickers.book, imports.book];
    await this.services.settings.load();
    const loaded = [await moments.load(), ...(await Promise.all(books.map((book) => book.load())))];
    for (const read of loaded)
      if (!read.ok) this.parts.log.write('warn', 'feed', `circles or channels were not read: ${read.error.code}`);
  }

  /** Database and journal have the same: what rests on their being whole begins. */
  private trustStore(): void {
    this.services.files.trustMessages();
    this.services.documents.start();
    void this.services.wallet.open();
    this.services.mints.start();
    void this.services.moments.open();
    this.services.channels.open();
    this.services.webFeeds.feeds.start();
    this.services.search.start();
    this.services.messages.start();
  }

  private markRegularly(after: (delay: number, task: () => void) => Disposer): void {
    let cancel = after(MARK_INTERVAL, () => again());
    const again = () => {
      void this.noteAgreement();
      cancel = after(MARK_INTERVAL, again);
    };
    this.disposers.push(() => cancel());
  }

  private async noteAgreement(): Promise<void> {
    await this.services.journal.catchUp();
    if (this.hasCompared) await markAgreement(this.reconcileParts());
  }

  private async publishProfile(): Promise<void> {
    const { account, device, profile, certificate } = this.own.identity.get();
    const phrase = await phraseOf(this.parts.vault, certificate);
    await this.parts.store.values.put({ name: OWN_PROFILE_NAME, value: { account, device, profile, ...phrase } });
  }
}
