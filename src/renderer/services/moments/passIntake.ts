import { type Allowance, Budget } from '@shared/budget.ts';
import type { AccountId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type Pass, isGood, isSignedBy, readPass } from '@domain/moments/pass.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { CircleBook } from './circleBook.ts';

/** What taking passes works with. */
export interface PassIntakeParts {
  readonly self: AccountId;
  readonly book: CircleBook;
  readonly contacts: Pick<ContactBook, 'get'>;
  readonly verify: VerifySignature;
  readonly clock: Clock;
}

/** How taking passes ends: something is new, nothing is, or it was an offence. */
export type TakenPasses = 'news' | 'none' | 'offence';

/** Takes a pass that a device signed of which the card has not come yet. */
type PutBy = (pass: Pass) => void;

/** Passes of one person that are kept: as many as one reads circles of theirs, and then one each minute. */
const KEPT_PASSES: Allowance = { capacity: 256, perSecond: 1 / 60 };
/** Clocks are wrong by so much, ms: a pass that begins later would hold for ever. */
const CLOCK_SLACK = 24 * 3_600_000;

/** Judges passes that come over links (VIS-3), and gives the good ones to the book. */
export class PassIntake {
  private readonly parts: PassIntakeParts;
  private readonly budgets = new Map<AccountId, Budget>();

  constructor(parts: PassIntakeParts) {
    this.parts = parts;
  }

  /**
   * Leave that somebody gives us. A pass of somebody else, or for somebody else, has no business here. What may be good once a card comes is
   * put by.
   */
  async given(account: AccountId, packed: readonly Uint8Array[], putBy: PutBy): Promise<TakenPasses> {
    const { self } = this.parts;
    const given = readAll(packed, ({ owner, reader }) => owner === account && reader === self);
    if (given === null) return 'offence';
    let taken: TakenPasses = 'none';
    for (const pass of given) {
      // The same as at the last link: it was looked at then.
      if (this.isHeld(pass)) continue;
      const signer = await this.signerOf(pass);
      if (signer === 'wrong') return 'offence';
      if (signer === 'unknown') putBy(pass);
      if (signer === 'owner' && (await this.keep(pass))) taken = 'news';
    }
    return taken;
  }

  /** Leave that another own device was given: whose circles are known better now, and passes whose owner's devices are not known here yet. */
  async handed(
    packed: readonly Uint8Array[],
  ): Promise<{ readonly owners: ReadonlySet<AccountId>; readonly unknown: readonly Uint8Array[] }> {
    const { book, self } = this.parts;
    const owners = new Set<AccountId>();
    const unknown: Uint8Array[] = [];
    for (const pass of readAll(packed, ({ reader }) => reader === self) ?? []) {
      if (this.isHeld(pass)) continue;
      const signer = book.facts.isContact(pass.owner) ? await this.signerOf(pass) : 'unknown';
      if (signer === 'unknown') unknown.push(pass.packed);
      const isGiven = signer === 'owner' && this.isTimely(pass);
      if (isGiven && (await book.others.take(pass))) owners.add(pass.owner);
    }
    return { owners, unknown };
  }

  /** Passes that somebody was given by others. Of circles we do not read ourselves nothing is said, and nothing is kept. */
  async shown(account: AccountId, packed: readonly Uint8Array[], putBy: PutBy): Promise<TakenPasses> {
    const { book, clock } = this.parts;
    const shown = readAll(packed, ({ reader }) => reader === account);
    if (shown === null) return 'offence';
    const good: Pass[] = [];
    for (const pass of shown) {
      if (!this.isAsked(account, pass)) continue;
      const signer = await this.signerOf(pass);
      if (signer === 'wrong') return 'offence';
      if (signer === 'unknown') putBy(pass);
      if (signer !== 'owner' || !this.hasBegun(pass)) continue;
      if (isGood(pass, await this.heard(account, pass), clock.now())) good.push(pass);
    }
    if (good.length === 0) return 'none';
    book.others.show(account, good);
    return 'news';
  }

  /** Of a circle we read, and more than was shown before. */
  private isAsked(account: AccountId, pass: Pass): boolean {
    const { facts, others } = this.parts.book;
    return facts.held.has(pass.circle) && facts.isContact(pass.owner) && others.isNews(account, pass);
  }

  /**
   * The highest epoch that is known of, with this pass: its owner's word, whoever brings it. Those who were given leave before it are
   * told by it that theirs may be gone.
   */
  private async heard(account: AccountId, { circle, epoch }: Pass): Promise<number> {
    const { others, facts } = this.parts.book;
    const known = facts.held.get(circle)?.heard ?? 0;
    if (epoch > known && this.mayKeep(account)) await others.hear(circle, epoch);
    return known;
  }

  private async keep(pass: Pass): Promise<boolean> {
    return this.isTimely(pass) && this.mayKeep(pass.owner) && this.parts.book.others.take(pass);
  }

  private isHeld({ circle, packed }: Pass): boolean {
    const before = this.parts.book.facts.held.get(circle)?.pass.packed;
    return before !== undefined && equalBytes(before, packed);
  }

  private isTimely(pass: Pass): boolean {
    return pass.until > this.parts.clock.now() && this.hasBegun(pass);
  }

  private hasBegun({ at }: Pass): boolean {
    return at <= this.parts.clock.now() + CLOCK_SLACK;
  }

  /** Each that is kept is written, and journalled: what is too much is passed over. */
  private mayKeep(account: AccountId): boolean {
    const budget = this.budgets.get(account) ?? new Budget(this.parts.clock, KEPT_PASSES);
    this.budgets.set(account, budget);
    return budget.take();
  }

  /**
   * Who signed a pass: one of its owner's devices, one of which their card has not come yet (which means nothing: it may be told of
   * tomorrow), or not who it says.
   */
  private async signerOf(pass: Pass): Promise<'owner' | 'unknown' | 'wrong'> {
    const certificates = this.parts.contacts.get(pass.owner)?.certificates ?? [];
    if (!certificates.some(({ device }) => device === pass.device)) return 'unknown';
    return (await isSignedBy(pass, certificates, this.parts.verify)) ? 'owner' : 'wrong';
  }
}

/** All of them, or null where one is no pass or not such a one. */
function readAll(packed: readonly Uint8Array[], isFit: (pass: Pass) => boolean): readonly Pass[] | null {
  const passes = packed.flatMap((bytes) => {
    const pass = readPass(bytes);
    return pass.ok && isFit(pass.value) ? [pass.value] : [];
  });
  return passes.length === packed.length ? passes : null;
}
