import { equalBytes } from '@domain/codec/bytes.ts';
import type { JoinProgress } from '@domain/group/groupRecord.ts';
import type { Invite } from '@domain/invite/invite.ts';
import { ownerProof, requestProof } from '@domain/invite/pairing.ts';
import { REQUEST_NONCE_LENGTH, sealRequest } from '@domain/invite/sealedRequest.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { inviteRoom } from '@domain/link/rooms.ts';
import type { JoinedRoom, PeerLink } from '@ports/peerTransport.ts';
import { INVITE_CAPACITY, type PairingParts } from './inviteDesk.ts';

type AskParts = Pick<PairingParts, 'transport' | 'random' | 'verify' | 'identity' | 'ownCard'>;
type Owner = LinkMessage & { readonly t: 'owner' };

/** Goes to the room of an invite and asks whoever proves to have made it, until it is left. `onAnswer` hears what they say. */
export function askInRoom(parts: AskParts, invite: Invite, onAnswer: (code: JoinProgress) => void): JoinedRoom {
  const { account } = invite.certificate;
  const room = { ...inviteRoom(invite.token, account), signaling: invite.signaling, capacity: INVITE_CAPACITY };
  return parts.transport.join(room, (link) => ask(parts, link, { invite, onAnswer }));
}

function ask(
  parts: AskParts,
  link: PeerLink,
  { invite, onAnswer }: { readonly invite: Invite; readonly onAnswer: (code: JoinProgress) => void },
): void {
  const nonce = parts.random.bytes(16);
  let isInviter = false;
  link.onMessage((_channel, bytes) => {
    const message = decodeLinkMessage(bytes);
    if (!message.ok) return;
    if (message.value.t === 'owner' && !isInviter) {
      void request(parts, link, { invite, proof: message.value, nonce }).then((genuine) => {
        isInviter ||= genuine;
      });
    }
    if (message.value.t === 'answer' && isInviter) onAnswer(message.value.code);
  });
  say(link, { t: 'knock', nonce });
}

/** Tells who we are, once the inviter is there, sealed for their device alone: others may hold the same link. */
async function request(
  { verify, identity, ownCard, random }: AskParts,
  link: PeerLink,
  { invite, proof, nonce }: { readonly invite: Invite; readonly proof: Owner; readonly nonce: Uint8Array },
): Promise<boolean> {
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
  say(link, { t: 'request', agreement: keys.public.agreement, nonce: seal.nonce, sealed });
  return true;
}

function say(link: PeerLink, message: LinkMessage): void {
  void link.send('sync', encodeLinkMessage(message));
}
