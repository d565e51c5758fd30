import { equalBytes } from '@domain/codec/bytes.ts';
import { packSigned, unpackSigned } from '@domain/codec/signed.ts';
import { type LinkCode, readLinkCode } from '@domain/device/linkCode.ts';
import {
  type Grant,
  LINK_NONCE_LENGTH,
  type Offered,
  commitmentOf,
  digitsOf,
  linkNumber,
  openGrant,
  revealProof,
} from '@domain/device/linking.ts';
import { MAX_DEVICE_NAME, type LinkingMessage } from '@domain/device/linkingMessages.ts';
import { type FamilyPapers, joinPapers } from '@domain/device/family.ts';
import { readRevocation } from '@domain/device/revocation.ts';
import { type Certificate, consentTo, readCertificate } from '@domain/identity/certificate.ts';
import { deviceLinkRoom } from '@domain/link/rooms.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { DeviceKeys, KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { JoinedRoom, PeerLink, PeerTransport } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { newKeys } from '../identity/createIdentity.ts';
import type { Identity } from '../identity/identity.ts';
import { saveIdentity } from '../identity/saveIdentity.ts';
import type { DeviceJoiningState } from '../workspace/deviceWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { hearLinking, sayLinking } from './linkTalk.ts';

/** What a new device works with: it has neither account nor engine. */
export interface DeviceJoiningParts {
  readonly vault: KeyVault;
  readonly verify: VerifySignature;
  readonly random: Random;
  readonly transport: PeerTransport;
}

/** The side without an account: goes to the room of a code, shows its digits, and keeps who it is from then on (DEV-20 to DEV-26). */
export class DeviceJoining {
  private readonly shown = writableSnapshot<DeviceJoiningState>({ status: 'looking' });
  private readonly parts: DeviceJoiningParts;
  private readonly code: LinkCode;
  private readonly keys: DeviceKeys;
  private readonly name: string;
  private room: JoinedRoom | null = null;
  private isOver = false;
  /** Who this device would be, until the person says that it is them (DEV-35). */
  private pending: { readonly link: PeerLink; readonly identity: Identity } | null = null;
  /** Whose offer was answered first. */
  private offeredBy: AccountId | null = null;

  private constructor(parts: DeviceJoiningParts, end: { code: LinkCode; keys: DeviceKeys; name: string }) {
    this.parts = parts;
    this.code = end.code;
    this.keys = end.keys;
    this.name = end.name;
  }

  /** Begins where the text is a code and this device has keys of its own. */
  static async begin(
    parts: DeviceJoiningParts,
    said: { readonly code: string; readonly name: string },
  ): Promise<Result<DeviceJoining, WorkspaceError>> {
    const code = readLinkCode(said.code);
    if (!code.ok) return code;
    const keys = await newKeys(parts.vault);
    if (!keys.ok) return keys;
    const name = said.name.slice(0, MAX_DEVICE_NAME);
    const joining = new DeviceJoining(parts, { code: code.value, keys: keys.value, name });
    joining.enter();
    return ok(joining);
  }

  /** How far it has come. `linked`: the identity is kept. */
  get state(): Snapshot<DeviceJoiningState> {
    return this.shown;
  }

  /** Leaves the room. */
  end(): void {
    this.isOver = true;
    this.room?.leave();
  }

  private enter(): void {
    const { token, signaling } = this.code;
    const room = { ...deviceLinkRoom(token), signaling, capacity: 1 };
    this.room = this.parts.transport.join(room, (link) => this.meet(link));
  }

  private meet(link: PeerLink): void {
    if (this.pending !== null) return link.close();
    const nonce = this.parts.random.bytes(LINK_NONCE_LENGTH);
    const revealed = { ...this.keys.public, nonce };
    let offered: Offered | null = null;
    let by: Certificate | null = null;
    link.onClose(() => {
      if (!this.isOver && this.shown.get().status === 'digits') this.shown.set({ status: 'looking' });
    });
    hearLinking(link, async (message) => {
      if (this.isOver || this.pending !== null) return;
      if (message.t === 'offer' && offered === null) {
        by = await this.certificateIn(message.certificate);
        if (by === null) return link.close();
        offered = message;
        await this.reveal(link, { offered, by }, revealed);
      } else if (message.t === 'grant' && by !== null) await this.take(link, by, message);
      else if (message.t === 'refused' && by !== null) this.onRefused(message.code);
    });
    sayLinking(link, { t: 'commit', commitment: commitmentOf(revealed) });
  }

  private async reveal(
    link: PeerLink,
    { offered, by }: { readonly offered: Offered; readonly by: Certificate },
    revealed: Parameters<typeof commitmentOf>[0],
  ): Promise<void> {
    const { token } = this.code;
    // One key says of itself that it belongs to one account only: for another these keys are let go.
    this.offeredBy ??= by.account;
    if (this.offeredBy !== by.account) return this.onRefused('over');
    const consent = await this.keys.sign(consentTo(by.root, revealed.agreement));
    const signature = await this.keys.sign(revealProof(token, offered, revealed));
    sayLinking(link, { t: 'reveal', ...revealed, name: this.name, signature, consent });
    this.shown.set({ status: 'digits', digits: digitsOf(token, offered, revealed) });
  }

  private onRefused(code: (LinkingMessage & { readonly t: 'refused' })['code']): void {
    this.shown.set({ status: 'failed', reason: code });
    this.end();
  }

  private async take(
    link: PeerLink,
    by: Certificate,
    { nonce, sealed }: LinkingMessage & { readonly t: 'grant' },
  ): Promise<void> {
    const shared = await this.keys.agree(by.agreement);
    const grant = shared.ok ? openGrant(sealed, { shared: shared.value, token: this.code.token, nonce }) : shared;
    const identity = grant.ok ? await this.identityOf(grant.value, by) : null;
    if (identity === null) return link.close();
    this.pending = { link, identity };
    const number = linkNumber(identity.certificate.signed);
    this.shown.set({ status: 'asking', name: identity.profile.name, number });
  }

  /** The person says that the account is theirs: from here on this device is one of its own. Nothing before there is one to accept. */
  async accept(): Promise<void> {
    if (this.pending === null || this.isOver) return;
    const { link, identity } = this.pending;
    const kept = await saveIdentity(this.parts.vault, identity);
    if (!kept.ok) return this.shown.set({ status: 'failed', reason: 'not-kept' });
    sayLinking(link, { t: 'kept' });
    this.isOver = true;
    this.shown.set({ status: 'linked' });
  }

  /** Who this device is from now on; null where the grant is for another device, or by another than the one that offered. */
  private async identityOf(grant: Grant, by: Certificate): Promise<Identity | null> {
    const { verify } = this.parts;
    const certificate = await readCertificate(grant.certificate, verify);
    if (!certificate.ok) return null;
    const { signing, agreement, by: issuer, account, device } = certificate.value;
    const own = this.keys.public;
    if (!equalBytes(signing, own.signing) || !equalBytes(agreement, own.agreement)) return null;
    if (issuer?.device !== by.device || account !== by.account) return null;
    const { profile, profileAt, signaling } = grant;
    const papers = joinPapers(
      { certificates: [certificate.value], revocations: [] },
      await this.papersIn(grant, account),
    );
    const self = { account, device, certificate: certificate.value, papers, keys: this.keys };
    return { ...self, profile, profileAt, signaling, meeting: signaling };
  }

  private async papersIn(grant: Grant, account: string): Promise<FamilyPapers> {
    const { verify } = this.parts;
    const certificates = await Promise.all(grant.certificates.map((each) => readCertificate(each, verify)));
    const revocations = await Promise.all(grant.revocations.map((each) => readRevocation(each, verify)));
    return {
      certificates: certificates.flatMap((read) => (read.ok && read.value.account === account ? [read.value] : [])),
      revocations: revocations.flatMap((read) => (read.ok && read.value.account === account ? [read.value] : [])),
    };
  }

  private async certificateIn(packed: Uint8Array): Promise<Certificate | null> {
    const signed = unpackSigned(packed);
    const certificate = signed.ok ? await readCertificate(signed.value, this.parts.verify) : signed;
    // What is hashed must be the one form of it.
    return certificate.ok && equalBytes(packed, packSigned(certificate.value.signed)) ? certificate.value : null;
  }
}
