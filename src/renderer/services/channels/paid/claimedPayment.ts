import type { SpaceId } from '@shared/ids.ts';
import { claimNonce, readClaim } from '@domain/channel/claim.ts';
import type { Letter } from '@domain/channel/letter.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { Dues } from '../../wallet/trade/dues.ts';

/**
 * The transfer or mandate to this person that a letter claims by, where it is in their wallet and bound to that letter (CHN-33); null for any other letter.
 * Whether it is enough, and final, is told by who gives keys for it.
 */
export function claimedPayment(
  { account, view }: Pick<Dues, 'account' | 'view'>,
  space: SpaceId,
  { kind, post, thread, text }: Pick<Letter, 'kind' | 'post' | 'thread' | 'text'>,
): RecordId | null {
  const claim = kind === 'claim' ? readClaim(text) : null;
  const paid = claim === null ? null : recordFor(view, post, claim.record);
  if (claim === null || paid === null || paid.to !== holderOf(account)) return null;
  return equalBytes(paid.nonce, claimNonce({ space, post, thread }, claim.salt)) ? claim.record : null;
}

/** A mandate is for a subscription, a transfer for a post. */
function recordFor(view: Dues['view'], post: Letter['post'], id: RecordId) {
  if (post === null) {
    const mandate = view.find('mandate', id);
    return mandate === undefined ? null : { nonce: mandate.nonce, to: mandate.body.payee };
  }
  const transfer = view.find('transfer', id);
  return transfer === undefined ? null : { nonce: transfer.nonce, to: transfer.body.to };
}
