import { type ReactNode, Suspense } from 'react';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from '../FeatureBoundary.tsx';
import type { RoomLinks } from '../rooms.tsx';

const WalletDialog = lazy(() =>
  import('../../features/wallet/index.ts').then((module) => ({ default: module.WalletDialog })),
);

export interface WalletDialogsProps {
  readonly wish: WalletWish | null;
  readonly links: RoomLinks;
  readonly onDone: () => void;
}

/** The dialogs of the wallet, wherever they were asked for. */
export function WalletDialogs({ wish, links, onDone }: WalletDialogsProps): ReactNode {
  return (
    <FeatureBoundary name="wallet dialog" resetKeys={[wish]}>
      <Suspense fallback={null}>
        {wish !== null && (
          <WalletDialog
            wish={wish}
            onDone={onDone}
            onWallet={links.onWallet}
            onOpenWallet={links.onOpenWallet}
            onOpenChat={links.onOpenChat}
            onAddContact={links.onAddContact}
          />
        )}
      </Suspense>
    </FeatureBoundary>
  );
}
