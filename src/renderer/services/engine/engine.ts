import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { MAX_SIGNALING_HINTS, signalingHintsSchema } from '@domain/contact/signalingHints.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type Disposer, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import * as v from 'valibot';
import { ContactBook } from '../contacts/contactBook.ts';
import { DiagnosticsDesk } from '../diagnostics/diagnosticsDesk.ts';
import { type Identity, recoveryWords } from '../identity/identity.ts';
import { EventJournal } from '../journal/eventJournal.ts';
import { type ReconcileParts, isDatabaseLost, markAgreement, reconcile } from '../journal/reconcile.ts';
import { LinkKeeper } from '../links/linkKeeper.ts';
import { MessageNotices } from '../notifications/messageNotices.ts';
import { AskDesk } from '../pairing/askDesk.ts';
import { InviteDesk, type PairingParts } from '../pairing/inviteDesk.ts';
import { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import type { Ephemeral } from '../workspace/ephemeral.ts';
import { storeFailure } from '../workspace/failures.ts';
import { OWN_PROFILE_NAME } from '../workspace/reads.ts';
import type { StartNotice, WorkspaceError } from '../workspace/workspace.ts';
import { createChatActs } from './chatActs.ts';
import { ConnectionState } from './connectionState.ts';
import type { EngineParts } from './engineParts.ts';
import { OwnSelf } from './ownSelf.ts';
import { type PeopleParts, befriend, createPeopleActs } from './peopleActs.ts';
import { PendingMessages } from './pendingMessages.ts';
import { createProfileActs } from './profileActs.ts';
import { ReadMarks } from './readMarks.ts';
import { SettingsKeeper } from './settingsKeeper.ts';

/** How often a start's comparison of journal and database is noted, ms. */
const MARK_INTERVAL = 60_000;

/** What a start may tell while it works, and what it needs of the tab it runs in. */
export interface EngineHooks {
  readonly onRebuilding: (done: number, total: number) => void;
  readonly isWatched: () => boolean;
}

/** The running engine of one profile: exactly one per profile, in one tab. */
export interface Engine {
  readonly acts: Acts;
  readonly ephemeral: Ephemeral;
  readonly takeOpenedLink: () => string | null;
  readonly notice: StartNotice | null;
  readonly dispose: Disposer;
}

/** Opens store, journal and links of an identity. The order is: what was kept, then repair, then the world. */
export async function startEngine(
  parts: EngineParts,
  identity: Identity,
  hooks: EngineHooks,
): Promise<Result<Engine, WorkspaceError>> {
  const opened = await parts.store.open(identity.account);
  if (!opened.ok) return { ok: false, error: storeFailure(opened.error) };
  const engine = await RunningEngine.assemble(parts, identity, hooks);
  const loaded = await engine.load(hooks);
  if (!loaded.ok) return loaded;
  engine.goOnline();
  return ok(engine);
}

class RunningEngine implements Engine {
  readonly acts: Acts;
  readonly ephemeral: Ephemeral;
  notice: StartNotice | null = null;
  private readonly parts: EngineParts;
  private readonly own: OwnSelf;
  private readonly journal: EventJournal;
  private readonly contacts: ContactBook;
  private readonly replicator: Replicator;
  private readonly connection: ConnectionState;
  private readonly settings: SettingsKeeper;
  private readonly notices: MessageNotices;
  private readonly people: PeopleParts;
  private readonly pairing: PairingParts;
  private readonly links: LinkKeeper;
  private readonly invites: InviteDesk;
  private readonly readMarks: ReadMarks;
  private readonly openedLink: WritableSnapshot<string | null> = writableSnapshot<string | null>(null);
  private readonly disposers: Disposer[] = [];

  static async assemble(parts: EngineParts, identity: Identity, hooks: EngineHooks): Promise<RunningEngine> {
    const own = await OwnSelf.open(parts, identity);
    return new RunningEngine(parts, own, hooks);
  }

  private constructor(parts: EngineParts, own: OwnSelf, hooks: EngineHooks) {
    const { store, clock, verify, log, transport, host, vault } = parts;
    const self = own.identity.get();
    this.parts = parts;
    this.own = own;
    this.journal = new EventJournal(host, self.account);
    this.contacts = new ContactBook({ self, store, journal: this.journal, verify });
    this.settings = new SettingsKeeper(store);
    const { journal, contacts } = this;
    const onAdmitted = (space: SpaceId, events: readonly AdmittedEvent[]) => this.notices.onAdmitted(space, events);
    this.replicator = new Replicator(
      { self, store, journal, directory: contacts, clock, verify, log, onAdmitted },
      { ownCard: () => own.card, onCard: (peer, card) => contacts.takeCard(peer.account, card) },
    );
    const { replicator, settings } = this;
    this.connection = new ConnectionState({ transport, replicator, journal });
    this.links = new LinkKeeper({ self, contacts, transport, replicator, clock, log });
    const isAllowed = () => settings.settings.get().notifications;
    this.notices = new MessageNotices({
      self: self.account,
      contacts,
      notifier: parts.notifier,
      clock,
      isAllowed,
      isWatched: hooks.isWatched,
    });
    this.readMarks = new ReadMarks({
      clock,
      contacts,
      replicator,
      log,
      isAllowed: () => settings.settings.get().readReceipts,
    });
    this.pairing = {
      ...parts,
      identity: () => own.identity.get(),
      signaling: () => own.identity.get().signaling,
      ownCard: () => own.card,
      contacts,
      onMutual: async (card) => void (await befriend(this.people, card)),
    };
    this.invites = new InviteDesk(this.pairing);
    this.people = { own, store, contacts, invites: this.invites, replicator, clock, verify };
    const pending = new PendingMessages(clock);
    const diagnostics = new DiagnosticsDesk({ host, store, journal, transport, replicator, contacts, log });
    const onProfile = () => this.publishProfile();
    this.acts = this.watchingWrites({
      ...createChatActs({ store, contacts, replicator, pending, readMarks: this.readMarks }),
      ...createPeopleActs(this.people),
      ...createProfileActs({ own, vault, settings, replicator, contacts, diagnostics, onProfile }),
    });
    this.ephemeral = {
      connection: this.connection.status,
      presence: this.links.presence,
      pending: pending.snapshot,
      openedLink: this.openedLink,
    };
  }

  /** Reads what is kept; rebuilds a lost database from the journal before anything is shown. */
  async load(hooks: EngineHooks): Promise<Result<void, WorkspaceError>> {
    await this.settings.load();
    const loaded = await this.contacts.load();
    if (!loaded.ok) return { ok: false, error: storeFailure(loaded.error) };
    if (await isDatabaseLost(this.reconcileParts())) {
      const rebuilt = await reconcile(this.reconcileParts(), hooks.onRebuilding);
      if (rebuilt.ok && rebuilt.value.restored > 0) this.notice = { kind: 'rebuilt', events: rebuilt.value.restored };
    } else {
      void this.compareQuietly();
    }
    await this.publishProfile();
    return ok();
  }

  /** Takes up links and listens to the host. */
  goOnline(): void {
    const { host, transport, clock, store } = this.parts;
    this.disposers.push(
      this.settings.settings.subscribe(() => void this.applyAddresses()),
      host.on('link.opened', ({ url }) => this.openedLink.set(url)),
      host.on('power.changed', ({ state }) => {
        if (state === 'resume' || state === 'unlock') transport.nudge();
      }),
      store.watchConversations().subscribe((state) => {
        if (state.status !== 'ready') return;
        void host.call('badge.set', { count: state.value.reduce((sum, row) => sum + row.unread, 0) });
      }),
    );
    const asking = new AskDesk(this.pairing);
    this.disposers.push(() => asking.dispose());
    void this.applyAddresses().then(() => this.invites.start());
    this.markRegularly(clock.after.bind(clock));
  }

  readonly takeOpenedLink = (): string | null => {
    const link = this.openedLink.get();
    this.openedLink.set(null);
    return link;
  };

  readonly dispose = (): void => {
    for (const dispose of this.disposers) dispose();
    this.invites.dispose();
    this.links.dispose();
    this.readMarks.dispose();
    this.replicator.dispose();
    this.connection.dispose();
    this.parts.transport.dispose();
    this.parts.store.close();
  };

  private reconcileParts(): ReconcileParts {
    const { store, log } = this.parts;
    return { store, log, journal: this.journal, contacts: this.contacts, replicator: this.replicator };
  }

  private async compareQuietly(): Promise<void> {
    const compared = await reconcile(this.reconcileParts(), () => undefined);
    if (!compared.ok) this.parts.log.write('warn', 'journal', `not compared: ${compared.error.code}`);
    else if (compared.value.restored + compared.value.journalled > 0) {
      const { restored, journalled } = compared.value;
      this.parts.log.write('info', 'journal', `compared: ${restored} events restored, ${journalled} journalled`);
    }
  }

  private markRegularly(after: (delay: number, task: () => void) => Disposer): void {
    let cancel = after(MARK_INTERVAL, () => again());
    const again = () => {
      void this.journal.catchUp().then(() => markAgreement(this.reconcileParts()));
      cancel = after(MARK_INTERVAL, again);
    };
    this.disposers.push(() => cancel());
  }

  /** Signaling and ICE servers of the settings, and the host's own service, for the transport and for our card. */
  private async applyAddresses(): Promise<void> {
    const described = await this.parts.host.call('host.describe', {});
    const { signaling, iceServers } = this.settings.settings.get();
    const services = [...new Set([...signaling, ...(described.ok ? described.value.signaling : [])])];
    const servers = iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    }));
    this.parts.transport.configure({ iceServers: servers, signaling: services });
    const hints = v.safeParse(signalingHintsSchema, services.slice(0, MAX_SIGNALING_HINTS));
    await this.own.changeAddresses(hints.success ? hints.output : []);
  }

  private async publishProfile(): Promise<void> {
    const { account, device, profile } = this.own.identity.get();
    const words = await recoveryWords(this.parts.vault);
    const phraseChecked = words.ok && words.value === null;
    await this.parts.store.values.put({ name: OWN_PROFILE_NAME, value: { account, device, profile, phraseChecked } });
  }

  /** Every act that fails for want of room or of a working disk tells the connection state, and the next that works clears it. */
  private watchingWrites(acts: Acts): Acts {
    return {
      ...acts,
      sendText: async (space, text) => {
        const sent = await acts.sendText(space, text);
        const code = sent.ok ? null : sent.error.code;
        if (code === null || code === 'storage-full' || code === 'storage-failed') this.connection.setReadOnly(code);
        return sent;
      },
    };
  }
}
