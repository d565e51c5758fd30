import type { AccountId, SpaceId } from '@shared/ids.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import { type Pass, isGood } from '@domain/moments/pass.ts';
import { hasLeave, mayHold } from '@domain/moments/visibility.ts';
import {
  BLINDED_LENGTH,
  HELD_STEP,
  MOST_HELD,
  type MomentWord,
  PASSES_PER_WORD,
  ASIDES_PER_WORD,
  encodeMomentWord,
  readMomentWord,
} from '@domain/moments/words.ts';
import type { Clock } from '@ports/clock.ts';
import type { DeviceKeys, VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { PassIntake } from './passIntake.ts';
import { PassMaker, SAME_PASS } from './passMaker.ts';
import type { FeedWord, LinkedPeer } from '../replication/session.ts';
import { chunked } from './chunked.ts';
import type { CircleBook } from './circleBook.ts';
import { LinkTalk, type MomentLink, type SaidPasses } from './linkTalk.ts';
import { OwnPasses } from './ownPasses.ts';

/** What the desk works with. */
export interface PassDeskParts {
  readonly self: LinkedPeer & { readonly keys: Pick<DeviceKeys, 'sign'> };
  readonly book: CircleBook;
  readonly contacts: Pick<ContactBook, 'get'>;
  readonly links: Snapshot<readonly MomentLink[]>;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly random: Random;
  /** What somebody may be given changed: it is compared with them again. */
  readonly refresh: (account: AccountId) => void;
}

/** What is held is told again this long after it changed, ms: many passes come at once. */
const TELL_AGAIN = 300;

/**
 * What is said about circles on links (VIS-3 to VIS-6): gives passes to one's readers, takes those one is given, shows them to who reads the
 * same circles, and tells of remarks who may read them. Nothing is said to, or taken from, who is no contact.
 */
export class PassDesk {
  private readonly parts: PassDeskParts;
  private readonly intake: PassIntake;
  private readonly own: OwnPasses;
  private readonly talks = new Map<MomentLink, LinkTalk>();
  private readonly maker: PassMaker;
  private readonly stop: Disposer;
  private isSpeaking = false;
  private stopTelling: Disposer | null = null;
  private stopRenewing: Disposer = () => undefined;

  constructor(parts: PassDeskParts) {
    this.parts = parts;
    this.intake = new PassIntake({ ...parts, self: parts.self.account });
    this.maker = new PassMaker(parts);
    this.own = new OwnPasses({ book: parts.book, intake: this.intake, say });
    // What others say on a link they say once: it is kept from the first link on, however long the start takes.
    this.stop = parts.links.subscribe(() => this.follow());
    this.follow();
  }

  /** Begins to speak. */
  start(): void {
    this.isSpeaking = true;
    for (const talk of this.talks.values()) this.meet(talk);
    this.renewLater();
  }

  /** Who stays linked for weeks is given new passes in time. */
  private renewLater(): void {
    this.stopRenewing = this.parts.clock.after(SAME_PASS, () => {
      this.renewLater();
      void this.giveAll();
    });
  }

  dispose(): void {
    this.stop();
    this.stopTelling?.();
    this.stopRenewing();
    this.talks.clear();
  }

  /** Takes a word of somebody linked. False when it is an offence. */
  async hear(peer: LinkedPeer, { word }: FeedWord): Promise<boolean> {
    const read = readMomentWord(word);
    if (read === null) return false;
    if (read === 'unknown') return true;
    if (this.isOwn(peer)) return this.hearOwn(peer, read);
    if (!this.isContact(peer.account)) {
      this.talkWith(peer)?.hearEarly({ t: 'feed.word', lane: 'moments', word });
      return true;
    }
    if (read.t === 'give' || read.t === 'show') return this.takePasses(peer, read);
    const talk = this.talkWith(peer);
    if (talk !== null) this.hearTold(talk, read);
    return true;
  }

  /** Own devices hand each other the passes they were given, and tell of all that is said beside circles (VIS-20). */
  private async hearOwn(peer: LinkedPeer, word: MomentWord): Promise<boolean> {
    const talk = this.talkWith(peer);
    if (talk === null) return true;
    if (word.t === 'aside') this.hearTold(talk, word);
    if (word.t === 'give') this.tookAll(await this.own.take(talk, word.passes));
    return true;
  }

  private tookAll(owners: ReadonlySet<AccountId>): void {
    for (const owner of owners) this.heldMore(owner);
  }

  private hearTold(talk: LinkTalk, word: MomentWord & { readonly t: 'hold' | 'aside' }): void {
    if (word.t === 'hold') {
      talk.hold(word.ids);
      if (talk.isGreeted) this.showTo(talk);
    } else {
      talk.hearOf(word.spaces);
      this.takeAsides(talk.peer.account);
    }
  }

  /** Contacts, or who a circle is for, changed: whoever is linked is given what is theirs now. */
  async giveAll(circles: Iterable<SpaceId> = this.parts.book.circles.keys()): Promise<void> {
    if (!this.isSpeaking) return;
    const chosen = [...circles];
    for (const talk of this.talks.values()) {
      if (this.isOwn(talk.peer)) {
        // Passes of who was no contact here yet.
        this.tookAll(await this.own.again(talk));
        continue;
      }
      if (!this.isContact(talk.peer.account)) continue;
      // Passes of devices whose card was not here yet; what is an offence is one when it is said again.
      for (const said of talk.takeUnsigned()) await this.takePasses(talk.peer, said);
      if (talk.isGreeted) await this.giveTo(talk, chosen);
      else await this.greet(talk);
    }
  }

  /** Tells everybody linked of the spaces beside circles that they may read and were not told of. */
  tellAsides(): void {
    for (const talk of this.talks.values()) if (talk.isGreeted) this.tellAsidesTo(talk);
  }

  private follow(): void {
    const links = this.parts.links.get();
    for (const link of this.talks.keys()) if (!links.includes(link)) this.talks.delete(link);
    for (const link of links) {
      if (this.talks.has(link)) continue;
      const talk = new LinkTalk(link, this.parts.self.device);
      this.talks.set(link, talk);
      if (this.isSpeaking) this.meet(talk);
    }
  }

  private meet(talk: LinkTalk): void {
    if (this.isOwn(talk.peer)) this.greetOwn(talk);
    else if (this.isContact(talk.peer.account)) void this.greet(talk);
  }

  private greetOwn(talk: LinkTalk): void {
    talk.isGreeted = true;
    this.own.tell(talk);
  }

  private async greet(talk: LinkTalk): Promise<void> {
    talk.isGreeted = true;
    // An offence of then is one when it is said again.
    for (const word of talk.takeEarly()) await this.hear(talk.peer, word);
    await this.giveTo(talk, [...this.parts.book.circles.keys()]);
    this.tellHeld(talk);
    // Which circles they hold may have been told before.
    this.showTo(talk);
    this.tellAsidesTo(talk);
  }

  private async giveTo(talk: LinkTalk, circles: readonly SpaceId[]): Promise<void> {
    const { book, clock } = this.parts;
    const { account } = talk.peer;
    const at = clock.now();
    const mine = circles.filter((circle) => hasLeave(book.facts, account, { circle, now: at }));
    const passes: Uint8Array[] = [];
    for (const circle of mine) {
      const pass = await this.maker.passFor(circle, account);
      // Leave may have been taken away while it was signed.
      if (pass !== null && hasLeave(book.facts, account, { circle, now: at })) passes.push(pass.packed);
    }
    for (const some of chunked(passes, PASSES_PER_WORD)) say(talk, { t: 'give', passes: some });
    if (passes.length > 0) this.parts.refresh(account);
  }

  private async takePasses({ account, device }: LinkedPeer, { t, passes }: SaidPasses): Promise<boolean> {
    const putBy = (pass: Pass) => this.talkWith({ account, device })?.keepUnsigned(t, pass);
    const isGiven = t === 'give';
    const outcome = await this.intake[isGiven ? 'given' : 'shown'](account, passes, putBy);
    if (outcome !== 'news') return outcome === 'none';
    if (isGiven) this.heldMore(account);
    else {
      this.parts.refresh(account);
      this.tellAsides();
    }
    return true;
  }

  private heldMore(giver: AccountId): void {
    this.takeAsides(giver);
    this.parts.refresh(giver);
    this.stopTelling ??= this.parts.clock.after(TELL_AGAIN, () => {
      this.stopTelling = null;
      for (const talk of this.talks.values()) {
        if (!talk.isGreeted) continue;
        if (this.isOwn(talk.peer)) {
          this.greetOwn(talk);
          this.takeAsides(talk.peer.account);
          continue;
        }
        this.tellHeld(talk);
        this.showTo(talk);
        this.takeAsides(talk.peer.account);
        this.tellAsidesTo(talk);
      }
    });
  }

  /** Spaces we were told of: those that may be here are compared from now on; the rest waits for a pass. */
  private takeAsides(account: AccountId): void {
    const { book } = this.parts;
    let isNews = false;
    for (const talk of this.talks.values()) {
      if (talk.peer.account !== account) continue;
      const taken = talk.takeAsides((aside) => mayHold(book.facts, aside) && book.note(aside));
      isNews ||= taken > 0;
    }
    if (isNews) this.parts.refresh(account);
  }

  private tellHeld(talk: LinkTalk): void {
    const { book, random } = this.parts;
    const held = [...book.facts.held.values()].filter(({ pass: { owner } }) => {
      return owner !== talk.peer.account && this.isContact(owner);
    });
    const ids = held.slice(0, MOST_HELD - HELD_STEP).map(({ pass }) => talk.blinded(pass));
    if (!talk.isNewHeld(ids)) return;
    const missing = HELD_STEP - (ids.length % HELD_STEP);
    const padding = Array.from({ length: missing }, () => random.bytes(BLINDED_LENGTH));
    say(talk, { t: 'hold', ids: joinBytes(...talk.sorted(ids, padding)) });
  }

  /** Own passes of circles that the other said to read, too. */
  private showTo(talk: LinkTalk): void {
    const { book, clock } = this.parts;
    const passes = [...book.facts.held.values()].flatMap(({ pass, heard }) => {
      if (!isGood(pass, heard, clock.now()) || !talk.theyHold(pass) || !talk.isUnshown(pass)) return [];
      return [pass.packed];
    });
    for (const some of chunked(passes, PASSES_PER_WORD)) say(talk, { t: 'show', passes: some });
  }

  private tellAsidesTo(talk: LinkTalk): void {
    if (this.isOwn(talk.peer)) return this.own.tell(talk);
    const { book, clock } = this.parts;
    const spaces = book.told(talk.peer.account, clock.now()).filter((aside) => talk.isUntold(aside));
    for (const some of chunked(spaces, ASIDES_PER_WORD)) say(talk, { t: 'aside', spaces: some });
    if (spaces.length > 0) this.parts.refresh(talk.peer.account);
  }

  private talkWith(peer: LinkedPeer): LinkTalk | null {
    // A device may have two links for a moment, when one takes the other's place: the later counts.
    return [...this.talks.values()].findLast((talk) => talk.peer.device === peer.device) ?? null;
  }

  private isOwn({ account }: LinkedPeer): boolean {
    return account === this.parts.self.account;
  }

  private isContact(account: AccountId): boolean {
    return this.parts.book.facts.isContact(account);
  }
}

function say(talk: LinkTalk, word: MomentWord): void {
  talk.link.say({ t: 'feed.word', lane: 'moments', word: encodeMomentWord(word) });
}
