import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
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
import type { BookActs } from '../workspace/walletBooks.ts';
import type { PacketActs } from '../workspace/walletPackets.ts';
import type { CodeActs } from '../workspace/walletCodes.ts';
import type { WalletRoomActs } from '../workspace/walletRoom.ts';
import type { PaymentActs, WalletActs } from '../workspace/walletWorkspace.ts';
import type { WalletSafetyActs } from '../workspace/walletSafety.ts';
import type { WalletChatActs } from '../workspace/walletChat.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { Attendant } from './attendant.ts';
import { OwnBookActs } from './books/bookActs.ts';
import { ChatWalletActs } from './chatActs.ts';
import { ClerkRunner } from './clerkRunner.ts';
import { OwnCodeActs } from './codeActs.ts';
import { Courier } from './courier.ts';
import { HandleDesk, isHandleWord } from './handleDesk.ts';
import { HeadTeller } from './headTeller.ts';
import { OwnSigner } from './ownSigner.ts';
import type { Releaser, TellCard } from './safety/releaser.ts';
import { WalletSafety } from './safety/walletSafety.ts';
import { OwnPacketActs } from './packets/packetActs.ts';
import { PacketDealer } from './packets/packetDealer.ts';
import { CardNotes } from './room/cardNotes.ts';
import { RoomActs } from './room/roomActs.ts';
import { StatementDesk, isStateWord } from './room/statementDesk.ts';
import { AgreementKeeper } from './trade/agreementKeeper.ts';
import { Deeds } from './trade/deeds.ts';
import { type Dues, createDues } from './trade/dues.ts';
import { MandateActs } from './trade/mandateActs.ts';
import { NetKeeper } from './trade/netKeeper.ts';
import { StandingOrders } from './trade/standingOrders.ts';
import { tradeActs } from './trade/tradeActs.ts';
import { sendAgain } from './sendAgain.ts';
import { UnitNotes } from './unitNotes.ts';
import { OwnWalletActs } from './walletActs.ts';
import { WalletBook } from './walletBook.ts';
import { WalletIntake } from './walletIntake.ts';
import type { WalletLinks } from './walletLinks.ts';
import { Witness } from './witness.ts';

/** How often books are looked through for what falls due by time, ms. */
export const LOOK_EVERY = 15_000;

const ELSEWHERE: Result<never, WorkspaceError> = {
  ok: false,
  error: { code: 'wallet-elsewhere', message: 'another device keeps it' },
};

/** What the wallet works with. */
export interface WalletParts {
  readonly self: Pick<Identity, 'account' | 'device' | 'keys' | 'certificate'>;
  /** Whether this device keeps the wallet (WSV-179): another may take it over at any time. */
  readonly isKeeper: () => boolean;
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
  private readonly notes: UnitNotes;
  private readonly intake: WalletIntake;
  private readonly courier: Courier;
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
  private fresh: VerifiedRecord[] = [];
  private isWorking = false;
  private isAsked = false;

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
    this.acts = { ...acts, ...this.makeActs(signer, safety) };
    const deeds = new Deeds({ book, signer, clock, random, ready: this.ready });
    const mandates = new MandateActs(deeds);
    this.dues = createDues({ deeds, mandates, book, waitingPayments: safety.waiting, standing: this.standing });
  }

  /** Whether acts may be done. */
  private readonly ready = (): Promise<Result<void, WorkspaceError>> =>
    this.parts.isKeeper() ? this.opened : Promise.resolve(ELSEWHERE);

  private makeActs(
    signer: OwnSigner,
    { waiting }: Pick<WalletSafety, 'waiting'>,
  ): Omit<WalletActs, keyof WalletSafetyActs> {
    const { book, notes, attendant, parts } = this;
    const { self, store, clock, random, verify, contacts } = parts;
    const devicesOf = (account: AccountId) => contacts.get(account)?.certificates.map(({ device }) => device) ?? [];
    const { ready } = this;
    const payments: PaymentActs = new OwnWalletActs({
      ...{ book, signer, notes, waiting, clock, random, devicesOf, ready },
    });
    const room: WalletRoomActs = new RoomActs({ self: self.account, book, statements: this.statements, store, ready });
    const packets: PacketActs = new OwnPacketActs({ book, signer, clock, random, ready });
    const chats: WalletChatActs = new ChatWalletActs({ book, signer, notes, attendant, clock, random, ready });
    const codes: CodeActs = new OwnCodeActs({
      ...{ book, signer, store, desk: this.handles, verify, clock, random, ready },
      certificate: self.certificate,
    });
    const turn = this.clerkTurn;
    const books: BookActs = new OwnBookActs({
      book,
      signer,
      clock,
      random,
      asRoot: parts.asRoot,
      devicesOf,
      ready,
      turn,
    });
    return {
      ...books,
      ...payments,
      ...codes,
      ...chats,
      ...room,
      ...packets,
      ...tradeActs({ book, signer, clock, random, ready }),
    };
  }

  /** Reads what is kept and takes up work. To be called when database and journal agree: a clerk that knows less than it signed would contradict itself (WSV-4). */
  async open(): Promise<void> {
    const { contacts, self, log } = this.parts;
    // Records go to whichever device says first that it has them: one device keeps the wallet (WSV-179).
    if (!this.parts.isKeeper()) {
      this.tellOpened(ELSEWHERE);
      return;
    }
    this.book.know([self.certificate]);
    const read = await this.book.open();
    const { unread } = this.book;
    if (unread.length > 0) log.write('error', 'wallet', `${unread.length} kept rows cannot be read`);
    const opened = read.ok ? await this.notes.open() : read;
    const knowContacts = () => {
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
      contacts.contacts.subscribe(knowContacts),
      this.book.listen((fresh) => this.work(fresh)),
    );
    this.isOpen = true;
    this.courier.start();
    this.disposers.push(this.statements.start());
    this.tellOpened(ok());
    this.workRegularly();
  }

  /** Takes what a peer says. Before it is open nothing is heard: it is said again. */
  hear(peer: LinkedPeer, word: WalletWord): Promise<boolean> {
    if (!this.isOpen || this.isDisposed || !this.parts.isKeeper()) return Promise.resolve(true);
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
    for (const dispose of this.disposers.splice(0)) dispose();
  }

  private workRegularly(): void {
    let cancel: Disposer = () => undefined;
    const again = () => {
      this.work([]);
      cancel = this.parts.clock.after(LOOK_EVERY, again);
    };
    again();
    this.disposers.push(() => cancel());
  }

  /** One run at a time; what comes meanwhile makes another. */
  private work(fresh: readonly VerifiedRecord[]): void {
    this.fresh.push(...fresh);
    this.isAsked = true;
    if (!this.isWorking) void this.workOn();
  }

  private async workOn(): Promise<void> {
    this.isWorking = true;
    while (this.isAsked && !this.isDisposed && this.parts.isKeeper()) {
      this.isAsked = false;
      const fresh = this.fresh.splice(0);
      await this.clerkTurn.take(() => this.clerk.run());
      await this.dealer.run(fresh);
      await this.attendant.run(fresh);
      await this.nets.run(fresh);
      await this.agreements.run(fresh);
      await this.statements.run(fresh);
      await this.standing.run(fresh);
      await this.heads.run();
      await this.releaser.run();
    }
    this.isWorking = false;
  }
}
