import type { AccountId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { RequestProgress } from '@domain/contact/contact.ts';
import { type Invite, readInvite } from '@domain/invite/invite.ts';
import { ownerProof, requestProof } from '@domain/invite/pairing.ts';
import { REQUEST_NONCE_LENGTH, sealRequest } from '@domain/invite/sealedRequest.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { inviteRoom } from '@domain/link/rooms.ts';
import type { JoinedRoom, PeerLink } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { INVITE_CAPACITY, type PairingParts } from './inviteDesk.ts';

/** The asking side: goes to the room of every invite whose request is still to be delivered, for as long as it takes. */
export class AskDesk {
  private readonly rooms = new Map<AccountId, JoinedRoom>();
  private readonly unsubscribe: Disposer;
  private readonly parts: PairingParts;
  private disposed = false;

  constructor(parts: PairingParts) {
    this.parts = parts;
    this.unsubscribe = parts.contacts.contacts.subscribe(() => void this.follow());
    void this.follow();
  }

  dispose(): void {
    this.disposed = true;
    this.unsubscribe();
    for (const room of this.rooms.values()) room.leave();
    this.rooms.clear();
  }

  private async follow(): Promise<void> {
    const people = this.parts.contacts.contacts.get();
    for (const [account, room] of this.rooms) {
      if (people.get(account)?.record.request === 'sending') continue;
      this.rooms.delete(account);
      room.leave();
    }
    for (const { record } of people.values()) {
      if (record.request === 'sending' && !record.blocked && record.invite !== null) {
        await this.goTo(record.account, record.invite);
      }
    }
  }

  private async goTo(account: AccountId, payload: string): Promise<void> {
    if (this.rooms.has(account)) return;
    const invite = await readInvite(payload, this.parts.verify);
    const isSending = this.parts.contacts.get(account)?.record.request === 'sending';
    if (!invite.ok || !isSending || this.disposed || this.rooms.has(account)) return;
    if (invite.value.expires <= this.parts.clock.now()) await this.settle(account, 'expired');
    else this.go(invite.value);
  }

  private go(invite: Invite): void {
    const { account } = invite.certificate;
    const room = { ...inviteRoom(invite.token, account), signaling: invite.signaling, capacity: INVITE_CAPACITY };
    this.rooms.set(
      account,
      this.parts.transport.join(room, (link) => this.ask(link, invite)),
    );
  }

  private ask(link: PeerLink, invite: Invite): void {
    const nonce = this.parts.random.bytes(16);
    let isInviter = false;
    link.onMessage((_channel, bytes) => {
      const message = decodeLinkMessage(bytes);
      if (!message.ok) return;
      if (message.value.t === 'owner' && !isInviter) {
        void this.request(link, invite, { proof: message.value, nonce }).then((genuine) => {
          isInviter ||= genuine;
        });
      }
      if (message.value.t === 'answer' && isInviter) void this.settle(invite.certificate.account, message.value.code);
    });
    this.say(link, { t: 'knock', nonce });
  }

  /** Tells who we are, once the inviter is there, sealed for their device alone: others may hold the same link. */
  private async request(
    link: PeerLink,
    invite: Invite,
    { proof, nonce }: { readonly proof: LinkMessage & { readonly t: 'owner' }; readonly nonce: Uint8Array },
  ): Promise<boolean> {
    const { verify, identity, ownCard, random } = this.parts;
    const { signing, account, agreement } = invite.certificate;
    const genuine =
      equalBytes(proof.nonce, nonce) && (await verify(signing, proof.signature, ownerProof(invite.token, nonce)));
    if (!genuine) return false;
    const { keys } = identity();
    const shared = await keys.agree(agreement);
    if (!shared.ok) return false;
    const card = ownCard();
    const signature = await keys.sign(requestProof(invite.token, account, card));
    const seal = { shared: shared.value, token: invite.token, nonce: random.bytes(REQUEST_NONCE_LENGTH) };
    const sealed = sealRequest({ card, signature }, seal);
    this.say(link, { t: 'request', agreement: keys.public.agreement, nonce: seal.nonce, sealed });
    return true;
  }

  private async settle(account: AccountId, code: RequestProgress): Promise<void> {
    if (this.parts.contacts.get(account)?.record.request !== 'sending') return;
    await this.parts.contacts.change(account, { request: code });
  }

  private say(link: PeerLink, message: LinkMessage): void {
    void link.send('sync', encodeLinkMessage(message));
  }
}
