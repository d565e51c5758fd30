import type { Draft } from '@domain/wallet/record.ts';
import type { OwnSigner } from '../ownSigner.ts';
import type { ShareMoney } from './packetMoney.ts';

/** Signs the money of a share, without keeping it. */
export function sealShare(signer: OwnSigner, money: Draft<'mint'> | Draft<'transfer'>): Promise<ShareMoney> {
  return money.type === 'mint' ? signer.seal(money) : signer.seal(money);
}
