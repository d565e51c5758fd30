import type { ReactNode } from 'react';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { WalletLinks } from '../walletProps.ts';

const ScanDialog = lazy(() => import('../codes/ScanDialog.tsx').then((module) => ({ default: module.ScanDialog })));
const CodeDialog = lazy(() => import('../codes/CodeDialog.tsx').then((module) => ({ default: module.CodeDialog })));
const ShowCodeDialog = lazy(() =>
  import('../codes/ShowCodeDialog.tsx').then((module) => ({ default: module.ShowCodeDialog })),
);
const PaymentCodeDialog = lazy(() =>
  import('../codes/PaymentCode.tsx').then((module) => ({ default: module.PaymentCodeDialog })),
);
const SettleDialog = lazy(() =>
  import('../settle/SettleDialog.tsx').then((module) => ({ default: module.SettleDialog })),
);
const InvoiceDialog = lazy(() =>
  import('../settle/InvoiceDialog.tsx').then((module) => ({ default: module.InvoiceDialog })),
);

/** What these dialogs are given. */
interface CodeDialogParts extends Pick<WalletLinks, 'onWallet'> {
  readonly wish: WalletWish;
  readonly onDone: () => void;
}

/** The dialogs of codes and of paying outside; null for any other wish. */
export function codeDialogOf({ wish, onDone, onWallet }: CodeDialogParts): ReactNode {
  switch (wish.kind) {
    case 'scan':
      return <ScanDialog onDone={onDone} onWallet={onWallet} />;
    case 'code':
      return <CodeDialog key={wish.text} text={wish.text} onBack={null} onDone={onDone} onWallet={onWallet} />;
    case 'show-code':
      return <ShowCodeDialog unit={wish.unit} onDone={onDone} onWallet={onWallet} />;
    case 'payment-code':
      return <PaymentCodeDialog key={wish.payment} payment={wish.payment} onDone={onDone} />;
    case 'settle':
      return <SettleDialog person={wish.person} unit={wish.unit} onDone={onDone} />;
    case 'invoice':
      return <InvoiceDialog person={wish.person} onDone={onDone} />;
    default:
      return null;
  }
}
