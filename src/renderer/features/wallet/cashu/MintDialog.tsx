import type { ReactNode } from 'react';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { WalletLinks } from '../walletProps.ts';
import { AddMintDialog } from './AddMintDialog.tsx';
import { BuyDialog } from './BuyDialog.tsx';
import { PayInvoiceDialog } from './PayInvoiceDialog.tsx';
import { ReceiveTokenDialog } from './ReceiveTokenDialog.tsx';
import { SendTokenDialog } from './SendTokenDialog.tsx';
import { TokenDialog } from './TokenDialog.tsx';

export interface MintDialogProps extends Pick<WalletLinks, 'onOpenWallet' | 'onWallet'> {
  readonly wish: Extract<WalletWish, { readonly kind: 'mint' }>;
  readonly onDone: () => void;
}

/** What was asked for about mints. */
export function MintDialog({ wish, onDone, onOpenWallet, onWallet }: MintDialogProps): ReactNode {
  const { act, mint, text = '', entry } = wish;
  switch (act) {
    case 'add':
      return <AddMintDialog address={text} onDone={onDone} onOpenWallet={onOpenWallet} />;
    case 'receive':
      return <ReceiveTokenDialog text={text} onDone={onDone} onWallet={onWallet} onOpenWallet={onOpenWallet} />;
    case 'send':
      return <SendTokenDialog url={mint} onDone={onDone} />;
    case 'buy':
      return <BuyDialog url={mint} entry={entry ?? null} onDone={onDone} />;
    case 'pay':
      return <PayInvoiceDialog url={mint} onDone={onDone} />;
    case 'token':
      return <TokenDialog entry={entry ?? null} onDone={onDone} />;
  }
}
