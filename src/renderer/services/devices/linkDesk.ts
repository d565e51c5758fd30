import type { DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { packSigned } from '@domain/codec/signed.ts';
import { MAX_DEVICES } from '@domain/contact/card.ts';
import { LINK_LIFETIME, LINK_TOKEN_LENGTH, codeLink, typedCode } from '@domain/device/linkCode.ts';
import {
  GRANT_NONCE_LENGTH,
  GRANT_PAPERS_BYTES,
  LINK_ATTEMPTS,
  LINK_NONCE_LENGTH,
  LINK_OFFERS,
  type Offered,
  type Revealed,
  commitmentOf,
  digitsOf,
  linkNumber,
  revealProof,
  sealGrant,
} from '@domain/device/linking.ts';
import type { LinkingMessage } from '@domain/device/linkingMessages.ts';
import { papersWithin } from '@domain/device/papersWithin.ts';
import { certifyByDevice, consentTo, mayCertify, readCertificate } from '@domain/identity/certificate.ts';
import { deviceLinkRoom } from '@domain/link/rooms.ts';
import { cleanName } from '@domain/profile/cleanName.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { JoinedRoom, PeerLink, PeerTransport } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { OwnSelf } from '../engine/ownSelf.ts';
import type { LinkCodeShown, LinkOfferState } from '../workspace/deviceWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { hearLinking, sayLinking } from './linkTalk.ts';

/** Most devices that may try one code at the same time. */
const CAPACITY = 4;

/** What linking a further device works with. */
export interface LinkDeskParts {
  readonly own: OwnSelf;
  readonly transport: PeerTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly verify: VerifySignature;
  /** Tells the screens how far it has come. */
  readonly show: (state: LinkOfferState) => void;
  /** A device was certified; it may not have heard of it yet. */
  readonly onCertified: (device: DeviceId, name: string) => Promise<void>;
}

interface Candidate {
  readonly link: PeerLink;
  readonly nonce: Uint8Array;
  readonly commitment: Uint8Array;
  /** Set once it showed what it had bound itself to. */
  revealed: (Revealed & { readonly name: string; readonly consent: Uint8Array }) | null;
}

interface Session {
  readonly token: Uint8Array;
  readonly code: LinkCodeShown;
  readonly room: JoinedRoom;
  readonly stop: Disposer;
  readonly candidates: Map<string, Candidate>;
  left: number;
  /** How often the code was answered. */
  offers: number;
}

/** The side that has the account: shows a code, hears who comes with it, and certifies the device whose digits the person types (DEV-20 to DEV-26). */
export class LinkDesk {
  private readonly parts: LinkDeskParts;
  private session: Session | null = null;

  constructor(parts: LinkDeskParts) {
    this.parts = parts;
  }

  /** A new code; the one before ends. */
  begin(): Result<LinkCodeShown, WorkspaceError> {
    const { own, random, clock, transport } = this.parts;
    this.cancel();
    const { certificate, signaling } = own.identity.get();
    const { devices, revoked } = own.family;
    if (!mayCertify(certificate) || revoked.has(certificate.device))
      return fail('device-may-not', 'this device may not');
    if (devices.size - revoked.size >= MAX_DEVICES) return fail('device-limit', `${devices.size} devices`);
    const token = random.bytes(LINK_TOKEN_LENGTH);
    const code = {
      typed: typedCode(token),
      link: codeLink({ token, signaling }),
      expiresAt: clock.now() + LINK_LIFETIME,
    };
    const room = transport.join({ ...deviceLinkRoom(token), signaling, capacity: CAPACITY }, (link) =>
      this.serve(token, link),
    );
    const stop = clock.after(LINK_LIFETIME, () => this.end('expired'));
    this.session = { token, code, room, stop, candidates: new Map(), left: LINK_ATTEMPTS, offers: 0 };
    this.show();
    return ok(code);
  }

  /** The digits the person reads on the new device. Wrong for the third time, they end the code. */
  async confirm(typed: string): Promise<Result<void, WorkspaceError>> {
    const { session } = this;
    const candidate = session === null ? null : waitingIn(session);
    if (session === null || candidate === null) return fail('device-link-over', 'no device waits');
    const { revealed, nonce, link } = candidate;
    const offered = { certificate: packSigned(this.parts.own.identity.get().certificate.signed), nonce };
    if (typed.replace(/\D/g, '') === digitsOf(session.token, offered, revealed)) {
      return this.admit(session, { link, revealed });
    }
    session.left -= 1;
    if (session.left === 0) {
      sayLinking(link, { t: 'refused', code: 'wrong' });
      this.end('wrong');
      return fail('device-link-over', 'wrong for the last time');
    }
    this.show();
    return fail('device-digits-wrong', `${session.left} left`);
  }

  /** Ends the code. */
  cancel(): void {
    this.leave();
    this.parts.show({ state: 'none' });
  }

  dispose(): void {
    this.leave();
  }

  private leave(): void {
    this.session?.stop();
    this.session?.room.leave();
    this.session = null;
  }

  private end(reason: 'expired' | 'wrong' | 'many'): void {
    this.leave();
    this.parts.show({ state: 'over', reason });
  }

  private serve(token: Uint8Array, link: PeerLink): void {
    link.onClose(() => {
      const { session } = this;
      if (session?.token !== token || !session.candidates.delete(link.id)) return;
      this.show();
    });
    hearLinking(link, async (message) => {
      const { session } = this;
      if (session === null || session.token !== token) return;
      if (message.t === 'commit') this.offer(session, link, message.commitment);
      else if (message.t === 'reveal') await this.onReveal(session, link, message);
    });
  }

  private offer(session: Session, link: PeerLink, commitment: Uint8Array): void {
    // Who has heard our chance may not bind itself anew.
    if (session.candidates.has(link.id)) return link.close({ ban: LINK_LIFETIME });
    if (session.offers >= LINK_OFFERS) return this.end('many');
    session.offers += 1;
    const nonce = this.parts.random.bytes(LINK_NONCE_LENGTH);
    session.candidates.set(link.id, { link, nonce, commitment, revealed: null });
    const certificate = packSigned(this.parts.own.identity.get().certificate.signed);
    sayLinking(link, { t: 'offer', certificate, nonce });
  }

  private async onReveal(
    session: Session,
    link: PeerLink,
    message: LinkingMessage & { readonly t: 'reveal' },
  ): Promise<void> {
    const candidate = session.candidates.get(link.id);
    if (candidate === undefined || candidate.revealed !== null) return;
    if (waitingIn(session) !== null) return sayLinking(link, { t: 'refused', code: 'busy' });
    const offered: Offered = {
      certificate: packSigned(this.parts.own.identity.get().certificate.signed),
      nonce: candidate.nonce,
    };
    const isBound = equalBytes(commitmentOf(message), candidate.commitment);
    const proof = revealProof(session.token, offered, message);
    if (!isBound || !(await this.isSigned(message, proof))) return link.close({ ban: LINK_LIFETIME });
    const name = cleanName(message.name);
    candidate.revealed = { ...message, name: name.ok ? name.value : '' };
    this.show();
  }

  /** Whether who shows a key holds it, and wants it to belong to this account (IDN-8). */
  private async isSigned(message: LinkingMessage & { readonly t: 'reveal' }, proof: Uint8Array): Promise<boolean> {
    const { own, verify } = this.parts;
    const { signing, signature, consent, agreement } = message;
    if (!(await verify(signing, signature, proof))) return false;
    return verify(signing, consent, consentTo(own.identity.get().certificate.root, agreement));
  }

  /** Certifies, keeps that, and only then gives it away: who breaks off in between leaves a device that can be taken out. */
  private async admit(
    { token }: Session,
    { link, revealed }: { readonly link: PeerLink; readonly revealed: NonNullable<Candidate['revealed']> },
  ): Promise<Result<void, WorkspaceError>> {
    const { own, clock, verify, random } = this.parts;
    const { certificate: by, keys } = own.identity.get();
    const { signing, agreement, consent, name } = revealed;
    const roles = [...new Set([...by.roles, 'certify' as const])];
    const signed = await certifyByDevice({ signing, agreement, consent, roles, at: clock.now() }, by, (bytes) =>
      keys.sign(bytes),
    );
    const certificate = await readCertificate(signed, verify);
    if (!certificate.ok) return fail('internal', `an own certificate was refused: ${certificate.error.code}`);
    const learnt = await own.learn({ certificates: [certificate.value], revocations: [] });
    if (!learnt.ok) return learnt;
    await this.parts.onCertified(certificate.value.device, name);
    const shared = await keys.agree(agreement);
    if (!shared.ok) return fail('internal', shared.error.message);
    const { profile, profileAt, signaling, ...known } = own.identity.get();
    const papers = papersWithin(known.papers, GRANT_PAPERS_BYTES);
    const nonce = random.bytes(GRANT_NONCE_LENGTH);
    const grant = {
      certificate: signed,
      certificates: papers.certificates.map((paper) => paper.signed),
      revocations: papers.revocations.map((paper) => paper.signed),
      ...{ profile, profileAt, signaling },
    };
    sayLinking(link, { t: 'grant', nonce, sealed: sealGrant(grant, { shared: shared.value, token, nonce }) });
    this.session?.stop();
    // The room stays until the other has it, or the code would have ended anyway.
    const { room } = this.session ?? {};
    this.session = null;
    const leave = clock.after(LINK_LIFETIME, () => room?.leave());
    link.onClose(() => {
      leave();
      room?.leave();
    });
    this.parts.show({ state: 'linked', device: certificate.value.device, name, number: linkNumber(signed) });
    return ok();
  }

  private show(): void {
    const { session } = this;
    if (session === null) return;
    const waiting = waitingIn(session);
    const { code, left } = session;
    this.parts.show(
      waiting === null ? { state: 'waiting', code } : { state: 'found', code, name: waiting.revealed.name, left },
    );
  }
}

/** The device whose digits can be typed now. */
function waitingIn({ candidates }: Session): (Candidate & { revealed: NonNullable<Candidate['revealed']> }) | null {
  for (const candidate of candidates.values()) {
    const { revealed } = candidate;
    if (revealed !== null) return { ...candidate, revealed };
  }
  return null;
}
