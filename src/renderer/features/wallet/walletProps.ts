import type { WalletWish } from '@services/workspace/walletWish.ts';

/** Ways from a page of the wallet to others. */
export interface WalletLinks {
  /** Opens a page: what follows `#/wallet/`; `''` is the list. */
  readonly onOpenWallet: (page: string) => void;
  /** Opens a dialog. */
  readonly onWallet: (wish: WalletWish) => void;
}

/** Ways from a page of the wallet to other rooms. */
export interface WalletContentLinks extends WalletLinks {
  readonly onOpenChat: (space: string, message?: string) => void;
  readonly onOpenContact: (account: string) => void;
}
