import type { SpaceId } from '@shared/ids.ts';
import { claimNonce, readClaim } from '@domain/channel/claim.ts';
import type { Letter } from '@domain/channel/letter.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { Dues } from '../../wallet/trade/dues.ts';

/**
 * Whether a letter claims by a transfer or a mandate to this person that is in their wallet and is bound to that letter (CHN-33). Whether it is enough, and
 * final, is told by who gives keys for it.
 */
export function isPaidClaim(
  { account, view }: Pick<Dues, 'account' | 'view'>,
  space: SpaceId,
  { kind, post, thread, text }: Pick<Letter, 'kind' | 'post' | 'thread' | 'text'>,
): boolean {
  const claim = kind === 'claim' ? readClaim(text) : null;
  if (claim === null) return false;
  const nonce = claimNonce({ space, post, thread }, claim.salt);
  const [transfer, mandate] = [view.find('transfer', claim.record), view.find('mandate', claim.record)];
  const paid =
    post === null
      ? { nonce: mandate?.nonce, to: mandate?.body.payee }
      : { nonce: transfer?.nonce, to: transfer?.body.to };
  return paid.nonce !== undefined && equalBytes(paid.nonce, nonce) && paid.to === holderOf(account);
}
