import { type Result, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Identity } from '../identity/identity.ts';
import type { AsRoot } from '../identity/rootSigner.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { LinkedPeer, WalletWord } from '../replication/session.ts';
import { Turn } from '../turn.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WalletActs } from '../workspace/walletWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { Attendant } from './attendant.ts';
import { ClerkRunner } from './clerkRunner.ts';
import { Courier } from './courier.ts';
import { HandleDesk, isHandleWord } from './handleDesk.ts';
import { HeadTeller } from './headTeller.ts';
import { createOwnActs } from './ownActs.ts';
import { OwnSigner } from './ownSigner.ts';
import { knownDevices } from './own/knownDevices.ts';
import { FamilyKeeper } from './own/familyKeeper.ts';
import { OwnExchange } from './own/ownExchange.ts';
import type { OwnFamily } from './own/ownFamily.ts';
import { isOwnWord } from './own/ownWords.ts';
import { ToldAnew } from './own/toldAnew.ts';
import type { Releaser, TellCard } from './safety/releaser.ts';
import { WalletSafety } from './safety/walletSafety.ts';
import { PacketDealer } from './packets/packetDealer.ts';
import { CardNotes } from './room/cardNotes.ts';
import { StatementDesk, isStateWord } from './room/statementDesk.ts';
import { AgreementKeeper } from './trade/agreementKeeper.ts';
import { Deeds } from './trade/deeds.ts';
import { type Dues, createDues } from './trade/dues.ts';
import { MandateActs } from './trade/mandateActs.ts';
import { NetKeeper } from './trade/netKeeper.ts';
import { StandingOrders } from './trade/standingOrders.ts';
import { type RoundStep, Rounds } from './rounds.ts';
import { sendAgain } from './sendAgain.ts';
import { UnitNotes } from './unitNotes.ts';
import { WalletBook } from './walletBook.ts';
import { WalletIntake } from './walletIntake.ts';
import type { WalletLinks } from './walletLinks.ts';
import { Witness } from './witness.ts';

/** How often books are looked through for what falls due by time, ms. */
export const LOOK_EVERY = 15_000;

const OUT: Result<never, WorkspaceError> = {
  ok: false,
  error: { code: 'device-removed', message: 'taken out of the account' },
};

/** What the wallet works with. */
export interface WalletParts {
  readonly self: Pick<Identity, 'account' | 'device' | 'keys' | 'certificate'>;
  /** The devices of the account: one that was taken out signs and hears nothing more (WSV-184). */
  readonly family: OwnFamily;
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly links: WalletLinks;
  /** Signs with the root, of words that are typed for it. */
  readonly asRoot: AsRoot;
  readonly verify: VerifySignature;
  readonly vault: KeyVault;
  readonly tellCard: TellCard;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** The wallet of the running engine: holder, clerk, witness and courier over one book. */
export class Wallet {
  readonly acts: WalletActs;
  /** What channels are paid by. */
  readonly dues: Dues;
  private readonly parts: WalletParts;
  private readonly book: WalletBook;
  /** What the person decided about units. */
  readonly notes: UnitNotes;
  private readonly intake: WalletIntake;
  private readonly courier: Courier;
  private readonly exchange: OwnExchange;
  private readonly keeper: FamilyKeeper;
  private readonly anew: ToldAnew;
  private readonly clerk: ClerkRunner;
  private readonly clerkTurn = new Turn();
  private readonly attendant: Attendant;
  private readonly dealer: PacketDealer;
  private readonly nets: NetKeeper;
  private readonly agreements: AgreementKeeper;
  private readonly standing: StandingOrders;
  private readonly heads: HeadTeller;
  private readonly releaser: Releaser;
  private readonly handles: HandleDesk;
  private readonly statements: StatementDesk;
  private readonly cards: CardNotes;
  private readonly disposers: Disposer[] = [];
  private readonly opened: Promise<Result<void, WorkspaceError>>;
  private tellOpened: (outcome: Result<void, WorkspaceError>) => void = () => undefined;
  private isOpen = false;
  private isDisposed = false;
  private readonly rounds: Rounds;

  constructor(parts: WalletParts) {
    this.parts = parts;
    const { self, store, journal, clock, random, log, verify, links } = parts;
    this.opened = new Promise((resolve) => {
      this.tellOpened = resolve;
    });
    const book = new WalletBook({ self: self.account, store, journal, clock, log });
    const safety = new WalletSafety({ ...parts, book });
    const signer = new OwnSigner(self, { book, guard: safety.guard, waiting: safety.waiting });
    this.book = book;
    this.notes = new UnitNotes(store, journal);
    const witness = new Witness({ book, signer, turn: this.clerkTurn });
    const noteOf = (unit: UnitId) => this.notes.of(unit);
    this.intake = new WalletIntake({ self, book, verify, clock, log, links, witness, noteOf });
    this.courier = new Courier({ book, intake: this.intake, links, clock, log });
    this.exchange = new OwnExchange({ ...parts, book, witness, intake: this.intake });
    this.keeper = new FamilyKeeper({ ...parts, book, signer });
    this.anew = new ToldAnew({ ...parts, book });
    this.clerk = new ClerkRunner({ book, signer, clock, log });
    this.attendant = new Attendant({ book, signer, clock, random, noteOf });
    this.dealer = new PacketDealer({ book, signer, clock, random, log });
    this.nets = new NetKeeper({ book, signer, random });
    this.agreements = new AgreementKeeper({ book, signer });
    this.standing = new StandingOrders({ book, signer, clock });
    this.heads = new HeadTeller({ book, signer, clock, random });
    this.handles = new HandleDesk({ self: self.account, book, links, verify, clock, random });
    this.cards = new CardNotes({ store, log });
    this.statements = new StatementDesk({ self, book, signer, links, store, clock, random });
    const { acts, releaser } = safety.join(signer, this.ready);
    this.releaser = releaser;
    const given = { ...parts, book, signer, ready: this.ready, self: self.account, certificate: self.certificate };
    const { notes, attendant, statements, handles: desk, clerkTurn: turn } = this;
    const devicesOf = knownDevices({ ...parts, book });
    const own = createOwnActs({
      ...{ ...given, notes, attendant, statements, desk, turn, devicesOf, waiting: safety.waiting },
    });
    this.acts = { ...acts, ...own };
    const deeds = new Deeds(given);
    const mandates = new MandateActs(deeds);
    this.rounds = new Rounds({ steps: this.steps(), mayGoOn: () => !this.isDisposed && this.stands, log });
    this.dues = createDues({ deeds, mandates, book, waitingPayments: safety.waiting, standing: this.standing });
  }

  /** Whether acts may be done. */
  private readonly ready = (): Promise<Result<void, WorkspaceError>> =>
    this.stands ? this.opened : Promise.resolve(OUT);

  private get stands(): boolean {
    return this.parts.family.stands(this.parts.self.device);
  }

  /** Reads what is kept and takes up work. To be called when database and journal agree: a clerk that knows less than it signed would contradict itself (WSV-4). */
  async open(): Promise<void> {
    const { contacts, self, log, family } = this.parts;
    this.book.know([self.certificate]);
    const read = await this.book.open();
    const { unread } = this.book;
    if (unread.length > 0) log.write('error', 'wallet', `${unread.length} kept rows cannot be read`);
    const opened = read.ok ? await this.notes.open() : read;
    const knowContacts = () => {
      this.book.know(family.certificates());
      for (const { certificates } of contacts.contacts.get().values()) this.book.know(certificates);
    };
    knowContacts();
    if (opened.ok) await sendAgain({ book: this.book, self: self.account, log });
    if (!opened.ok || this.isDisposed) {
      if (!opened.ok) log.write('error', 'wallet', `not opened: ${opened.error.code}`);
      const error = opened.ok ? ({ code: 'store-closed', message: 'the app is closing' } as const) : opened.error;
      this.tellOpened({ ok: false, error: storeFailure(error) });
      return;
    }
    // Somebody may have been added meanwhile.
    knowContacts();
    this.disposers.push(
      contacts.contacts.subscribe(() => {
        knowContacts();
        void this.anew.run();
      }),
      family.subscribe(() => {
        knowContacts();
        this.rounds.ask([]);
      }),
      this.book.listen((fresh) => this.rounds.ask(fresh)),
    );
    this.isOpen = true;
    this.courier.start();
    this.exchange.start();
    void this.anew.run();
    this.disposers.push(this.statements.start());
    this.tellOpened(ok());
    this.workRegularly();
  }

  /** Takes what a peer says. Before it is open nothing is heard: it is said again. */
  hear(peer: LinkedPeer, word: WalletWord): Promise<boolean> {
    if (!this.isOpen || this.isDisposed || !this.stands) return Promise.resolve(true);
    if (isOwnWord(word)) return this.exchange.hear(peer, word);
    if (isStateWord(word)) return this.statements.hear(peer, word);
    return isHandleWord(word) ? this.handles.hear(peer, word) : this.intake.hear(peer, word);
  }

  /** Takes note of cards that came into conversations. */
  onAdmitted(events: readonly AdmittedEvent[]): void {
    void this.cards.hear(events);
  }

  dispose(): void {
    this.isDisposed = true;
    this.tellOpened({ ok: false, error: { code: 'storage-failed', message: 'the app is closing' } });
    this.courier.dispose();
    this.exchange.dispose();
    for (const dispose of this.disposers.splice(0)) dispose();
  }

  private workRegularly(): void {
    let cancel: Disposer = () => undefined;
    const again = () => {
      this.rounds.ask([]);
      cancel = this.parts.clock.after(LOOK_EVERY, again);
    };
    again();
    this.disposers.push(() => cancel());
  }

  /** What this device does by itself, in this order. */
  private steps(): readonly RoundStep[] {
    return [
      () => this.clerkTurn.take(() => this.clerk.run()),
      () => this.keeper.run(),
      (fresh) => this.dealer.run(fresh),
      (fresh) => this.attendant.run(fresh),
      (fresh) => this.nets.run(fresh),
      (fresh) => this.agreements.run(fresh),
      (fresh) => this.statements.run(fresh),
      (fresh) => this.standing.run(fresh),
      () => this.heads.run(),
      () => this.releaser.run(),
    ];
  }
}
