import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import type { InviteRecord } from '@domain/contact/contact.ts';
import { safetyNumber } from '@domain/identity/safetyNumber.ts';
import {
  INVITE_LIFETIME,
  type InvitedGroup,
  TOKEN_LENGTH,
  makeInvite,
  readInvite,
  tokenId,
} from '@domain/invite/invite.ts';
import { ownerProof, requestProof } from '@domain/invite/pairing.ts';
import { openRequest } from '@domain/invite/sealedRequest.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { inviteRoom } from '@domain/link/rooms.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { JoinedRoom, PeerLink, PeerTransport } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Identity } from '../identity/identity.ts';
import { MAX_STRIKES } from '../replication/sessionLimits.ts';
import { Turn } from '../turn.ts';
import { type Answer, type GroupDoor, isGroupInvite } from './groupDoor.ts';

/** Most invites that may be open at once: each is a room the signaling service keeps for us. */
export const MAX_OPEN_INVITES = 20;
/** Most people who may try one invite at the same time. */
export const INVITE_CAPACITY = 8;
/** Requests that may wait for an answer; more are refused until some were answered. */
const MAX_REQUESTS = 200;
/** Most messages one link may send: an honest one needs two, and each costs a signature or three checks. */
const MAX_MESSAGES = 16;
/** How long who misbehaves is kept out, ms. */
const BAN = 60_000;

/** What pairing works with, on either side. */
export interface PairingParts {
  readonly identity: () => Identity;
  /** Where we can be found, for invites and cards. */
  readonly signaling: () => readonly string[];
  readonly ownCard: () => Uint8Array;
  readonly contacts: ContactBook;
  readonly store: DocumentStore;
  readonly transport: PeerTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly verify: VerifySignature;
  readonly log: Log;
  /** Both said yes: called when a request turns out to be from someone we asked ourselves. */
  readonly onMutual: (card: ContactCard) => Promise<void>;
  /** Who comes with an invite into a group. */
  readonly door: GroupDoor;
}

/** The inviter's side: makes invites, waits in their rooms, takes requests (INV-8…INV-13). */
export class InviteDesk {
  private readonly rooms = new Map<string, JoinedRoom>();
  private readonly turn = new Turn();
  private readonly parts: PairingParts;

  constructor(parts: PairingParts) {
    this.parts = parts;
  }

  /** Waits again in the room of every invite that has not expired. Used and revoked ones too, to say so. */
  async start(): Promise<void> {
    const records = await this.parts.store.invites.all();
    if (!records.ok) return;
    for (const record of records.value) {
      if (record.expiresAt > this.parts.clock.now()) await this.wait(record);
    }
  }

  /** Makes an invite and waits for who opens it. */
  async create(
    lifetime: number = INVITE_LIFETIME,
    group: (InvitedGroup & { readonly space: SpaceId; readonly limit: number | null }) | null = null,
  ): Promise<Result<InviteRecord, StoreError | { code: 'invite-limit'; message: string }>> {
    const { clock, random, store, identity, signaling } = this.parts;
    const known = await store.invites.all();
    if (!known.ok) return known;
    const now = clock.now();
    const open = known.value.filter((record) => record.state === 'open' && record.expiresAt > now);
    if (open.length >= MAX_OPEN_INVITES) return fail('invite-limit', `${open.length} are open`);
    const { certificate, profile, keys } = identity();
    const token = random.bytes(TOKEN_LENGTH);
    const expires = now + lifetime;
    const fields = {
      certificate: certificate.signed,
      name: profile.name,
      token,
      expires,
      signaling: signaling(),
      group: namedIn(group),
    };
    const payload = await makeInvite(fields, (bytes) => keys.sign(bytes));
    const record = {
      id: tokenId(token),
      payload,
      state: 'open' as const,
      createdAt: now,
      expiresAt: expires,
      usedBy: null,
      ...(group === null ? {} : { group: { space: group.space, limit: group.limit, users: [] } }),
    };
    const kept = await store.invites.put(record);
    if (!kept.ok) return kept;
    await this.wait(record);
    return ok(record);
  }

  /** Ends an invite; who opens it later is told. */
  async revoke(id: string): Promise<Result<void, StoreError>> {
    const changed = await this.parts.store.invites.update(id, (record) =>
      record === null || record.state !== 'open' ? null : { ...record, state: 'revoked' },
    );
    return changed.ok ? ok() : changed;
  }

  /** Ends a request and the invite it came with: who was declined does not ask again with it (INV-10), not even meanwhile. */
  decline(account: AccountId): Promise<Result<void, StoreError>> {
    const { requests, invites } = this.parts.store;
    return this.turn.take(async () => {
      const request = await requests.get(account);
      if (!request.ok) return request;
      if (request.value === null) return ok();
      const ended = await invites.update(request.value.invite, (record) =>
        record === null ? null : { ...record, state: 'revoked' },
      );
      return ended.ok ? requests.remove(account) : ended;
    });
  }

  dispose(): void {
    for (const room of this.rooms.values()) room.leave();
    this.rooms.clear();
  }

  private async wait(record: InviteRecord): Promise<void> {
    const invite = await readInvite(record.payload, this.parts.verify);
    if (!invite.ok || this.rooms.has(record.id)) return;
    const { token, certificate } = invite.value;
    const room = {
      ...inviteRoom(token, certificate.account),
      signaling: invite.value.signaling,
      capacity: INVITE_CAPACITY,
    };
    this.rooms.set(
      record.id,
      this.parts.transport.join(room, (link) => this.serve(link, record.id, token)),
    );
  }

  private serve(link: PeerLink, id: string, token: Uint8Array): void {
    let strikes = 0;
    let heard = 0;
    link.onMessage((_channel, bytes) => {
      heard += 1;
      if (heard > MAX_MESSAGES) {
        link.close({ ban: BAN });
        return;
      }
      void this.turn.take(async () => {
        const message = decodeLinkMessage(bytes);
        if (message.ok && message.value.t === 'knock') return this.prove(link, token, message.value.nonce);
        if (message.ok && message.value.t === 'request') {
          const code = await this.judge(id, token, message.value);
          if (code !== null) return this.say(link, { t: 'answer', code });
        }
        strikes += 1;
        if (strikes >= MAX_STRIKES) link.close({ ban: BAN });
      });
    });
  }

  private async prove(link: PeerLink, token: Uint8Array, nonce: Uint8Array): Promise<void> {
    const signature = await this.parts.identity().keys.sign(ownerProof(token, nonce));
    this.say(link, { t: 'owner', nonce, signature });
  }

  private say(link: PeerLink, message: LinkMessage): void {
    void link.send('sync', encodeLinkMessage(message));
  }

  /** The answer to a request; null when it is no honest request. */
  private async judge(
    id: string,
    token: Uint8Array,
    message: LinkMessage & { readonly t: 'request' },
  ): Promise<Answer | null> {
    const { store, clock } = this.parts;
    const card = await this.openCard(token, message);
    if (card === null) return null;
    const { account } = card;
    const record = await store.invites.get(id);
    if (!record.ok || record.value === null) return 'revoked';
    if (isGroupInvite(record.value)) return this.parts.door.answer(record.value, card, clock.now());
    const refusal = refusalOf(record.value, account, clock.now());
    if (refusal !== null) return refusal;
    if (await this.needsNoAnswer(account)) return 'received';
    const used = await store.invites.put({ ...record.value, state: 'used', usedBy: account });
    if (!used.ok) return 'refused';
    return this.welcome(card, id);
  }

  /** The card of who asks: sealed for us, and signed by a device it lists; null when it is not. */
  private async openCard(
    token: Uint8Array,
    { agreement, nonce, sealed }: LinkMessage & { readonly t: 'request' },
  ): Promise<ContactCard | null> {
    const { verify, log, identity } = this.parts;
    const shared = await identity().keys.agree(agreement);
    const request = shared.ok ? openRequest(sealed, { shared: shared.value, token, nonce }) : shared;
    const card = request.ok ? await readCard(request.value.card, verify) : request;
    if (request.ok && card.ok && (await this.isSignedBy(card.value, token, request.value.signature))) return card.value;
    log.write('warn', 'pairing', `a request was refused: ${card.ok ? 'bad signature' : card.error.code}`);
    return null;
  }

  /** Someone we asked ourselves is a contact from here on; anyone else waits for our answer. */
  private async welcome(card: ContactCard, invite: string): Promise<Answer> {
    if (this.parts.contacts.get(card.account) === null)
      return (await this.keepRequest(card, invite)) ? 'received' : 'refused';
    await this.parts.onMutual(card);
    return 'received';
  }

  private async isSignedBy(card: ContactCard, token: Uint8Array, signature: Uint8Array): Promise<boolean> {
    const { verify, identity } = this.parts;
    if (card.account === identity().account) return false;
    const proof = requestProof(token, identity().account, card.packed);
    const valid = await Promise.all(card.certificates.map(({ signing }) => verify(signing, signature, proof)));
    return valid.includes(true);
  }

  /** Contacts need none; blocked people hear nothing that tells them so. */
  private async needsNoAnswer(account: AccountId): Promise<boolean> {
    const known = this.parts.contacts.get(account)?.record;
    const block = await this.parts.store.blocks.get(account);
    return known?.state === 'accepted' || known?.blocked === true || (block.ok && block.value !== null);
  }

  private async keepRequest(card: ContactCard, invite: string): Promise<boolean> {
    const { store, clock, identity } = this.parts;
    const waiting = await store.requests.all();
    if (!waiting.ok || waiting.value.length >= MAX_REQUESTS) return false;
    const kept = await store.requests.put({
      account: card.account,
      card: card.packed,
      profile: card.profile,
      invite,
      receivedAt: clock.now(),
      safetyNumber: safetyNumber(identity().certificate.root, card.root),
    });
    return kept.ok;
  }
}

/** Why an invite does not take this account's request; null when it does. Who used it may ask again: the answer was lost. */
function refusalOf(record: InviteRecord, account: AccountId, now: number): Answer | null {
  if (record.usedBy === account && record.state === 'used') return null;
  if (record.state !== 'open') return record.state;
  return record.expiresAt <= now ? 'expired' : null;
}

/** What an invite says of the group it leads into. */
function namedIn(group: InvitedGroup | null): InvitedGroup | null {
  if (group === null) return null;
  const { founder, nonce, name, size } = group;
  return { founder, nonce, name, size };
}
