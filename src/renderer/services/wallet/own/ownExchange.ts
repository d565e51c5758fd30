import { Budget } from '@shared/budget.ts';
import type { DeviceId } from '@shared/ids.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { accountsOf } from '@domain/wallet/bundle.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { OwnSet, certifiedAs, differing, sumAt } from '@domain/wallet/ownSet.ts';
import { CERTIFICATE_BUCKET } from '@domain/wallet/ownSums.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { LinkedPeer, OwnWord } from '../../replication/session.ts';
import { apart } from '../apart.ts';
import { readProofs } from '../readProofs.ts';
import type { WalletBook } from '../walletBook.ts';
import type { WalletIntake } from '../walletIntake.ts';
import type { WalletLink, WalletLinks } from '../walletLinks.ts';
import type { WalletSelf } from '../ownSigner.ts';
import type { Witness } from '../witness.ts';
import type { OwnFamily } from './ownFamily.ts';
import { marksWord, ownWords } from './ownWords.ts';

/** How often sums that are not known to be equal are said again, ms. */
export const COMPARE_EVERY = 10_000;
/** After how many such times what brought nothing is asked for once more. */
const ASK_AGAIN = 6;
/** Records given for one question. */
const MOST_GIVEN = 1024;
/** Words of one device: far above what comparing takes. */
const WORDS = { capacity: 4000, perSecond: 200 } as const;

/** What the exchange works with. */
export interface OwnExchangeParts {
  readonly self: WalletSelf;
  readonly family: OwnFamily;
  readonly book: WalletBook;
  readonly witness: Witness;
  readonly intake: Pick<WalletIntake, 'note'>;
  readonly links: WalletLinks;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly log: Log;
}

/** How far the comparison over one link has come. */
interface Compared {
  /** What was said last of what is here. */
  told: Uint8Array | null;
  /** What the other said last. */
  theirs: Uint8Array | null;
  /** Of each bucket between which two sums it was asked for already. */
  readonly asked: Map<number, string>;
  quiet: number;
}

/** Who says something, and how far the comparison with it has come. */
interface From {
  readonly peer: LinkedPeer;
  readonly compared: Compared;
}

/** Brings the records of the wallet to all own devices that stand, until all have the same (WSV-180 to WSV-183). */
export class OwnExchange {
  private readonly parts: OwnExchangeParts;
  private readonly compared = new WeakMap<WalletLink, Compared>();
  private readonly budgets = new Map<DeviceId, Budget>();
  private readonly disposers: Disposer[] = [];
  /** Records that another own device only just brought. */
  private readonly shared = new Set<RecordId>();
  /** Made when the first own device is met. */
  private set: OwnSet | null = null;

  constructor(parts: OwnExchangeParts) {
    this.parts = parts;
  }

  start(): void {
    const { links, book, family } = this.parts;
    this.disposers.push(
      links.subscribe(() => this.greet()),
      family.subscribe(() => this.greet()),
      book.listen((fresh) => this.onFresh(fresh)),
    );
    this.greet();
    this.compareRegularly();
  }

  dispose(): void {
    for (const dispose of this.disposers.splice(0)) dispose();
  }

  /** Takes what a peer says. From anybody but an own device that stands it is passed over; false when it is an offence. */
  async hear(peer: LinkedPeer, word: OwnWord): Promise<boolean> {
    const link = this.parts.links.get().findLast((each) => each.peer.device === peer.device);
    if (link === undefined || !this.isOwn(peer) || !this.budgetOf(peer.device).take()) return true;
    const compared = this.stateOf(link);
    if (word.t === 'wallet.own') return this.take({ peer, compared }, word);
    if (word.t === 'wallet.marks') this.answer(link, word);
    else {
      compared.theirs = word.sums;
      this.ask(link, compared);
    }
    return true;
  }

  private isOwn({ account, device, isReader }: LinkedPeer): boolean {
    const { self, family } = this.parts;
    const isSelf = account === self.account && device !== self.device && isReader !== true;
    return isSelf && family.stands(device) && family.stands(self.device);
  }

  private ownLinks(): readonly WalletLink[] {
    return this.parts.links.get().filter(({ peer }) => this.isOwn(peer));
  }

  private stateOf(link: WalletLink): Compared {
    const known = this.compared.get(link) ?? { told: null, theirs: null, asked: new Map(), quiet: 0 };
    this.compared.set(link, known);
    return known;
  }

  /** Says what is here over links that are new. */
  private greet(): void {
    for (const link of this.ownLinks())
      apart(this.parts.log, () => {
        if (this.stateOf(link).told === null) this.say(link);
      });
  }

  private compareRegularly(): void {
    let cancel: Disposer = () => undefined;
    const again = () => {
      for (const link of this.ownLinks()) apart(this.parts.log, () => this.compareAgain(link));
      cancel = this.parts.clock.after(COMPARE_EVERY, again);
    };
    cancel = this.parts.clock.after(COMPARE_EVERY, again);
    this.disposers.push(() => cancel());
  }

  private compareAgain(link: WalletLink): void {
    const compared = this.stateOf(link);
    const sums = this.sums();
    const isEqual = (other: Uint8Array | null) => other !== null && equalBytes(sums, other);
    if (isEqual(compared.told) && isEqual(compared.theirs)) return;
    compared.quiet += 1;
    if (compared.quiet % ASK_AGAIN === 0) compared.asked.clear();
    this.say(link);
  }

  private say(link: WalletLink): void {
    const sums = this.sums();
    this.stateOf(link).told = sums;
    link.say({ t: 'wallet.sums', sums });
  }

  /** Asks for what the other has of buckets that differ; of each once, as long as nothing moved. */
  private ask(link: WalletLink, { theirs, asked }: Compared): void {
    if (theirs === null) return;
    const mine = this.sums();
    const between = (bucket: number) => `${sumAt(mine, bucket)} ${sumAt(theirs, bucket)}`;
    const due = differing(mine, theirs).filter((bucket) => asked.get(bucket) !== between(bucket));
    if (due.length === 0) return;
    // Certificates first: what comes without them would wait.
    const word = marksWord(this.known(), due.toReversed());
    for (const [bucket] of word.buckets) asked.set(bucket, between(bucket));
    link.say(word);
  }

  /** Gives what somebody with these marks lacks, and then how it stands: they ask for more. */
  private answer(link: WalletLink, { buckets }: OwnWord & { readonly t: 'wallet.marks' }): void {
    const set = this.known();
    const { view } = this.parts.book;
    const certificates: Certificate[] = [];
    const records: VerifiedRecord[] = [];
    for (const [bucket, marks] of buckets) {
      const missing = set.missingFrom(bucket, marks);
      if (bucket === CERTIFICATE_BUCKET) certificates.push(...this.certificatesOf(new Set(missing)));
      else records.push(...missing.flatMap((id) => view.record(id as RecordId) ?? []));
    }
    const given = { certificates, records: records.slice(0, MOST_GIVEN) };
    for (const word of ownWords(this.parts.book, given)) link.say(word);
    this.say(link);
  }

  private certificatesOf(names: ReadonlySet<string>): readonly Certificate[] {
    return this.parts.book.view.people.all().filter((certificate) => names.has(certifiedAs(certificate)));
  }

  private async take({ peer, compared }: From, word: OwnWord & { readonly t: 'wallet.own' }): Promise<boolean> {
    const { book, witness, intake, log, self } = this.parts;
    const read = await readProofs(this.parts, word);
    if (!read.ok) return false;
    const { certificates, records } = read.value;
    const brought = new Set(records.map(({ id }) => id));
    const out = word.owed.flatMap(([account, id]) => {
      const record = records.find((each) => each.id === id);
      const isTheirs = record !== undefined && book.partiesOf(record, records).has(account);
      return isTheirs && account !== self.account ? [{ account, id }] : [];
    });
    for (const id of brought) this.shared.add(id);
    const kept = await witness.keep({ records, certificates, from: peer.account, isShared: true, out });
    for (const id of brought) this.shared.delete(id);
    if (kept.ok) {
      intake.note(kept.value);
      // An answer has a largest size: as long as something comes, what brought nothing may have been left out.
      if (kept.value.length > 0) compared.asked.clear();
    } else log.write('error', 'wallet', `not kept: ${kept.error.code}`);
    return true;
  }

  /** What was signed here or came from others is told at once; what came from an own device the others hear from that. */
  private onFresh(fresh: readonly VerifiedRecord[]): void {
    for (const record of fresh) this.set?.put(this.parts.book.view.record(record.id) ?? record);
    const records = fresh.filter(({ id }) => !this.shared.has(id));
    const links = records.length === 0 ? [] : this.ownLinks();
    if (links.length === 0) return;
    const { book, log } = this.parts;
    const accounts = new Set(records.flatMap(accountsOf));
    const certificates = [...accounts].flatMap((account) => book.view.people.certificatesOf(account));
    const words = ownWords(book, { certificates, records });
    for (const link of links) apart(log, () => words.forEach((word) => link.say(word)));
  }

  private sums(): Uint8Array {
    const set = this.known();
    set.certify(this.parts.book.view.people.all());
    return set.sumsNow();
  }

  private known(): OwnSet {
    if (this.set !== null) return this.set;
    const set = new OwnSet();
    for (const record of this.parts.book.view.records()) set.put(record);
    this.set = set;
    return set;
  }

  private budgetOf(device: DeviceId): Budget {
    const budget = this.budgets.get(device) ?? new Budget(this.parts.clock, WORDS);
    this.budgets.set(device, budget);
    return budget;
  }
}
