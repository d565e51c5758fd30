import { type ReactNode, Suspense } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { lazy } from '@ui/loading/lazy.ts';
import type { WalletLinks } from '../walletProps.ts';
import { codeDialogOf } from './codeDialogs.tsx';
import { NeedsSomebody } from './NeedsSomebody.tsx';

const PayDialog = lazy(() => import('./pay/PayDialog.tsx').then((module) => ({ default: module.PayDialog })));
const AskDialog = lazy(() => import('./ask/AskDialog.tsx').then((module) => ({ default: module.AskDialog })));
const GiveBackDialog = lazy(() =>
  import('./giveBack/GiveBackDialog.tsx').then((module) => ({ default: module.GiveBackDialog })),
);
const SplitDialog = lazy(() => import('./split/SplitDialog.tsx').then((module) => ({ default: module.SplitDialog })));
const PacketDialog = lazy(() =>
  import('../packets/PacketDialog.tsx').then((module) => ({ default: module.PacketDialog })),
);
const OpenPacketDialog = lazy(() =>
  import('../packets/OpenPacketDialog.tsx').then((module) => ({ default: module.OpenPacketDialog })),
);
const PayRequestDialog = lazy(() =>
  import('../consent/PayRequestDialog.tsx').then((module) => ({ default: module.PayRequestDialog })),
);

const DuesDialog = lazy(() => import('../consent/DuesDialog.tsx').then((module) => ({ default: module.DuesDialog })));
const MintDialog = lazy(() => import('../cashu/MintDialog.tsx').then((module) => ({ default: module.MintDialog })));
const NewUnitDialog = lazy(() =>
  import('../room/new/NewUnitDialog.tsx').then((module) => ({ default: module.NewUnitDialog })),
);

export interface WalletDialogProps extends WalletLinks {
  readonly wish: WalletWish;
  readonly onDone: () => void;
  readonly onOpenChat: (space: string, message?: string) => void;
  readonly onAddContact: () => void;
}

/** The dialog that was asked for. */
export function WalletDialog(props: WalletDialogProps): ReactNode {
  return <Suspense fallback={null}>{dialogOf(props)}</Suspense>;
}

function dialogOf(props: WalletDialogProps): ReactNode {
  const { wish, onDone, onWallet, onOpenWallet } = props;
  switch (wish.kind) {
    case 'pay-request':
      return (
        <PayRequestDialog key={wish.request} {...{ request: wish.request, space: wish.space, onWallet, onDone }} />
      );
    case 'dues':
      return <DuesDialog key={JSON.stringify(wish)} channel={wish.channel} post={wish.post} onDone={onDone} />;
    case 'packet':
      return <PacketDialog space={wish.space} onDone={onDone} />;
    case 'open-packet':
      return <OpenPacketDialog key={wish.packet} {...wish} onDone={onDone} onOpenWallet={onOpenWallet} />;
    case 'mint':
      return <MintDialog key={JSON.stringify(wish)} {...{ wish, onDone, onWallet, onOpenWallet }} />;
    case 'new-unit':
      return <NewUnitDialog onDone={onDone} onOpenWallet={onOpenWallet} />;
    default:
      return typedDialogOf(props) ?? codeDialogOf(props);
  }
}

/** Where a person types what is to be paid or asked for themselves. */
function typedDialogOf({ wish, onDone, onAddContact }: WalletDialogProps): ReactNode {
  switch (wish.kind) {
    case 'pay':
    case 'ask':
      return <WithSomebody {...{ wish, onDone, onAddContact }} />;
    case 'give-back':
      return <GiveBackDialog payment={wish.payment} act={wish.act} onDone={onDone} />;
    case 'split':
      return <SplitDialog space={wish.space} onDone={onDone} />;
    default:
      return null;
  }
}

interface WithSomebodyProps extends Pick<WalletDialogProps, 'onDone' | 'onAddContact'> {
  readonly wish: Extract<WalletWish, { readonly kind: 'pay' | 'ask' }>;
}

/** To pay or ask somebody: whom it is about is named, of the chat it was begun in, or chosen among one's contacts. */
function WithSomebody({ wish, onDone, onAddContact }: WithSomebodyProps): ReactNode {
  const t = useT();
  const dialog =
    wish.kind === 'pay' ? (
      <PayDialog person={wish.person} space={wish.space} unit={wish.unit} onDone={onDone} />
    ) : (
      <AskDialog person={wish.person} space={wish.space} onDone={onDone} />
    );
  if (wish.person !== undefined || wish.space !== undefined) return dialog;
  return (
    <NeedsSomebody title={t(`payments.${wish.kind}.title`)} onDone={onDone} onAddContact={onAddContact}>
      {dialog}
    </NeedsSomebody>
  );
}
