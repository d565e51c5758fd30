import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import {
  HAND_LIFETIME,
  type HandAnswerCode,
  type HandOfferCode,
  makeAnswer,
  makeOffer,
  readHandCode,
} from '@domain/hand/handCode.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { safetyNumber } from '@domain/identity/safetyNumber.ts';
import type { Clock } from '@ports/clock.ts';
import type { HandEnd, HandLinks, HandOffering } from '@ports/handLinks.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { IceServer, PeerLink } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Identity } from '../identity/identity.ts';
import type { HandAnswer, HandPerson, HandProblem, HandState } from '../workspace/handWorkspace.ts';
import { holdLink } from './heldLink.ts';
import { hearCard, showCard } from './introduce.ts';

/** What connecting by hand works with. */
export interface HandDeskParts {
  readonly hand: HandLinks | undefined;
  readonly identity: () => Identity;
  readonly ownCard: () => Uint8Array;
  readonly iceServers: () => readonly IceServer[];
  readonly clock: Clock;
  readonly verify: VerifySignature;
  readonly isBlocked: (account: AccountId) => Promise<boolean>;
  readonly isContact: (account: AccountId) => boolean;
  /** Takes the card of somebody both sides said yes to; the space to talk in, null when the card does not stand. */
  readonly welcome: (certificate: Certificate, card: Uint8Array) => Promise<SpaceId | null>;
  readonly link: (link: PeerLink, peer: { readonly account: AccountId; readonly device: DeviceId }) => void;
}

type Code = HandOfferCode | HandAnswerCode;

/** The connection that is being made. */
interface Making {
  readonly stop: Disposer;
  readonly end: HandEnd;
  readonly offering: { readonly end: HandOffering; readonly id: Uint8Array } | null;
}

/** Lets two people connect by two codes, with no service in between (HND-1 to HND-8). */
export class HandDesk {
  private readonly parts: HandDeskParts;
  private making: Making | null = null;
  private state: HandState = { status: 'none' };

  constructor(parts: HandDeskParts) {
    this.parts = parts;
  }

  look(): HandState {
    return this.state;
  }

  /** Ends what is not a link yet. */
  end(): void {
    this.leave();
    this.state = { status: 'none' };
  }

  /** The first code. */
  async begin(): Promise<HandAnswer<HandState>> {
    this.end();
    const { hand, identity, clock, verify } = this.parts;
    if (hand === undefined) return { problem: 'hand-unable' };
    const end = await hand.offer(this.parts.iceServers());
    if (end === null) return { problem: 'hand-no-network' };
    const { certificate, profile, keys } = identity();
    const expires = clock.now() + HAND_LIFETIME;
    const fields = { certificate: certificate.signed, name: profile.name, description: end.description, expires };
    const code = await makeOffer(fields, (bytes) => keys.sign(bytes));
    const own = await readHandCode(code, verify);
    if (!own.ok || own.value.kind !== 'offer') return { problem: 'hand-unable' };
    this.make(end, { end, id: own.value.id });
    this.state = { status: 'first', code, expiresAt: expires };
    return { problem: null, value: this.state };
  }

  /** Whose code it is, and whether it is its turn. */
  async read(text: string): Promise<HandAnswer<HandPerson>> {
    const code = await this.usable(text);
    if (code.problem !== null) return code;
    const { certificate, name } = code.value;
    const { account, root } = certificate;
    const number = safetyNumber(this.parts.identity().certificate.root, root);
    return { problem: null, value: { account, name, safetyNumber: number, isContact: this.parts.isContact(account) } };
  }

  /** The person said yes. */
  async accept(text: string): Promise<HandAnswer<HandState>> {
    const code = await this.usable(text);
    if (code.problem !== null) return code;
    return code.value.kind === 'offer' ? this.answer(code.value) : this.complete(code.value);
  }

  private async answer(offer: HandOfferCode): Promise<HandAnswer<HandState>> {
    const { hand, identity, clock } = this.parts;
    if (hand === undefined) return { problem: 'hand-unable' };
    this.leave();
    const end = await hand.answer(offer.description, this.parts.iceServers());
    if (end === null) return { problem: 'hand-no-network' };
    const { certificate, profile, keys } = identity();
    const fields = { certificate: certificate.signed, name: profile.name, description: end.description };
    const code = await makeAnswer({ ...fields, offer: offer.id }, (bytes) => keys.sign(bytes));
    const making = this.make(end, null);
    this.state = { status: 'second', code, expiresAt: clock.now() + HAND_LIFETIME, name: offer.name };
    void this.follow(making, offer);
    return { problem: null, value: this.state };
  }

  private complete(answer: HandAnswerCode): HandAnswer<HandState> {
    const { making } = this;
    if (making === null || making.offering === null) return { problem: 'hand-other-code' };
    making.offering.end.complete(answer.description);
    this.state = { status: 'connecting', name: answer.name };
    void this.follow(making, answer);
    return { problem: null, value: this.state };
  }

  /** From the link to the contact: either shows its card, and only the card of who signed the code counts (HND-6). */
  private async follow(making: Making, { certificate, name }: Code): Promise<void> {
    const link = await making.end.link;
    if (this.making !== making) {
      link?.close();
      return;
    }
    if (link === null) return this.fail(making, 'no-way');
    this.state = { status: 'connecting', name };
    const held = holdLink(link);
    showCard(link, this.parts.ownCard());
    const card = hearCard(await held.first);
    // Cancelled, or another took its place, while the card was awaited: nobody becomes a contact by it.
    if (this.making !== making) {
      link.close();
      return;
    }
    const space = card === null ? null : await this.parts.welcome(certificate, card);
    if (space === null) {
      link.close();
      return this.fail(making, 'not-them');
    }
    const { account, device } = certificate;
    this.parts.link(held.rest, { account, device });
    if (this.making !== making) return;
    making.stop();
    this.making = null;
    this.state = { status: 'linked', name, account, space };
  }

  private fail(making: Making, reason: 'no-way' | 'expired' | 'not-them'): void {
    if (this.making !== making) return;
    this.leave();
    this.state = { status: 'failed', reason };
  }

  private make(end: HandEnd, offering: Making['offering']): Making {
    this.leave();
    const stop = this.parts.clock.after(HAND_LIFETIME, () => this.fail(making, 'expired'));
    const making: Making = { stop, end, offering };
    this.making = making;
    return making;
  }

  private leave(): void {
    this.making?.stop();
    this.making?.end.close();
    this.making = null;
  }

  private async usable(text: string): Promise<HandAnswer<Code>> {
    const read = await readHandCode(text, this.parts.verify);
    if (!read.ok) return { problem: read.error.code };
    const { account } = read.value.certificate;
    if (account === this.parts.identity().account) return { problem: 'hand-own' };
    const problem = read.value.kind === 'offer' ? this.whyNotFirst(read.value) : this.whyNotSecond(read.value);
    if (problem !== null) return { problem };
    if (await this.parts.isBlocked(account)) return { problem: 'hand-blocked' };
    return { problem: null, value: read.value };
  }

  private whyNotFirst({ expires }: HandOfferCode): HandProblem | null {
    if (expires <= this.parts.clock.now()) return 'hand-expired';
    const own = this.making?.offering ?? null;
    return own === null ? null : 'hand-both-first';
  }

  private whyNotSecond({ offer }: HandAnswerCode): HandProblem | null {
    const own = this.making?.offering ?? null;
    if (own === null) return this.state.status === 'failed' ? 'hand-expired' : 'hand-second-first';
    return equalBytes(own.id, offer) ? null : 'hand-other-code';
  }
}
