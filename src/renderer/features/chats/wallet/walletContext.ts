import { createContext, use } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';

/** Ways from a conversation to the wallet. */
export interface WalletLinkActs {
  readonly space: SpaceId;
  /** Opens a dialog of the wallet. */
  readonly ask: (wish: WalletWish) => void;
  /** Opens a page of the wallet: what follows `#/wallet/`. */
  readonly open: (page: string) => void;
}

/** Set by the open conversation. */
export const WalletLinkContext = createContext<WalletLinkActs | null>(null);

/** Ways from here to the wallet. */
export function useWalletLinks(): WalletLinkActs {
  const links = use(WalletLinkContext);
  if (links === null) throw new Error('useWalletLinks needs an open conversation above it');
  return links;
}
