import type { ReactNode } from 'react';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { WalletLinks } from '../walletProps.ts';

export interface WalletDialogProps extends WalletLinks {
  readonly wish: WalletWish;
  readonly onDone: () => void;
  readonly onOpenChat: (space: string, message?: string) => void;
}

/** The dialog that was asked for. */
export function WalletDialog({ wish }: WalletDialogProps): ReactNode {
  switch (wish.kind) {
    default:
      return null;
  }
}
