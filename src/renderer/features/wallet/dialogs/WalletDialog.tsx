import { lazy, type ReactNode, Suspense } from 'react';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { WalletLinks } from '../walletProps.ts';

const PayRequestDialog = lazy(() =>
  import('../consent/PayRequestDialog.tsx').then((module) => ({ default: module.PayRequestDialog })),
);

export interface WalletDialogProps extends WalletLinks {
  readonly wish: WalletWish;
  readonly onDone: () => void;
  readonly onOpenChat: (space: string, message?: string) => void;
}

/** The dialog that was asked for. */
export function WalletDialog(props: WalletDialogProps): ReactNode {
  return <Suspense fallback={null}>{dialogOf(props)}</Suspense>;
}

function dialogOf({ wish, onDone }: WalletDialogProps): ReactNode {
  switch (wish.kind) {
    case 'pay-request':
      return <PayRequestDialog key={wish.request} request={wish.request} space={wish.space} onDone={onDone} />;
    default:
      return null;
  }
}
