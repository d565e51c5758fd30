import { type ReactNode, useMemo } from 'react';
import { type WalletLinkActs, WalletLinkContext } from './walletContext.ts';

export interface WalletScopeProps {
  readonly space: WalletLinkActs['space'];
  readonly onWallet: WalletLinkActs['ask'];
  readonly onOpenWallet: WalletLinkActs['open'];
  readonly children: ReactNode;
}

/** Gives a conversation its ways to the wallet. */
export function WalletScope({ space, onWallet, onOpenWallet, children }: WalletScopeProps): ReactNode {
  const links = useMemo(() => ({ space, ask: onWallet, open: onOpenWallet }), [space, onWallet, onOpenWallet]);
  return <WalletLinkContext value={links}>{children}</WalletLinkContext>;
}
