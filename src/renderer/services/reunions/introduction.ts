import type { AccountId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import { type Family, familyOf, joinPapers } from '@domain/device/family.ts';
import { requestProof } from '@domain/invite/pairing.ts';
import { REQUEST_NONCE_LENGTH, openRequest, sealRequest } from '@domain/invite/sealedRequest.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { Identity } from '../identity/identity.ts';
import type { LinkTarget } from '../links/linkTargets.ts';

/** How long who said something is not heard again, ms. */
const BAN = 60_000;

/** What introductions are made and heard with. */
export interface IntroductionParts {
  readonly identity: () => Pick<Identity, 'account' | 'keys'>;
  readonly ownCard: () => Uint8Array;
  readonly random: Random;
  readonly verify: VerifySignature;
  /** The devices of an account, as they are known here. */
  readonly familyIn: (account: AccountId) => Family;
  /** Takes a card of that account. */
  readonly onCard: (account: AccountId, card: Uint8Array) => Promise<unknown>;
}

/** The other side of a reunion room. */
export interface Met {
  readonly target: LinkTarget;
  readonly secret: Uint8Array;
}

/** Shows the own card to one device alone (LNK-18): whoever else is in the room sees bytes that only that device can open. */
export async function introduce(parts: IntroductionParts, link: PeerLink, { target, secret }: Met): Promise<void> {
  const { keys } = parts.identity();
  const shared = await keys.agree(target.certificate.agreement);
  if (!shared.ok) return;
  const card = parts.ownCard();
  const signature = await keys.sign(requestProof(secret, target.account, card));
  const seal = { shared: shared.value, token: secret, nonce: parts.random.bytes(REQUEST_NONCE_LENGTH) };
  const sealed = sealRequest({ card, signature }, seal);
  const { agreement } = keys.public;
  await link.send('sync', encodeLinkMessage({ t: 'request', agreement, nonce: seal.nonce, sealed }));
}

/** Hears one introduction and says nothing, whatever it was (LNK-18). */
export function hearIntroduction(parts: IntroductionParts, link: PeerLink, met: Met): void {
  let isHeard = false;
  link.onMessage((_channel, bytes) => {
    if (isHeard) return;
    isHeard = true;
    const message = decodeLinkMessage(bytes);
    const request = message.ok && message.value.t === 'request' ? message.value : null;
    const heard = request === null ? Promise.resolve() : take(parts, request, met);
    void heard.then(() => link.close({ ban: BAN }));
  });
}

async function take(
  parts: IntroductionParts,
  { agreement, nonce, sealed }: LinkMessage & { readonly t: 'request' },
  { target, secret }: Met,
): Promise<void> {
  const { keys, account } = parts.identity();
  const shared = await keys.agree(agreement);
  const request = shared.ok ? openRequest(sealed, { shared: shared.value, token: secret, nonce }) : shared;
  const card = request.ok ? await readCard(request.value.card, parts.verify) : request;
  if (!request.ok || !card.ok || card.value.account !== target.account) return;
  const signer = card.value.certificates.find(({ device }) => device === card.value.signer);
  if (signer === undefined || !equalBytes(signer.agreement, agreement)) return;
  const proof = requestProof(secret, account, card.value.packed);
  if (!(await parts.verify(signer.signing, request.value.signature, proof))) return;
  if (stands(parts, card.value)) await parts.onCard(target.account, card.value.packed);
}

/** Whether who signed is not out, by all that is known with the card: a stolen device that was taken out has no word here. */
function stands({ familyIn }: IntroductionParts, card: ContactCard): boolean {
  return !familyOf(joinPapers(familyIn(card.account), card)).revoked.has(card.signer);
}
