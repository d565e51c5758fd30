import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { RequestConsent } from './RequestConsent.tsx';

export interface PayRequestDialogProps {
  readonly request: RecordId;
  readonly space?: SpaceId | undefined;
  readonly onWallet: (wish: WalletWish) => void;
  readonly onDone: () => void;
}

/** To pay what someone asks for (PAY-UI-70): shown is what the request says, and of whom it is what one knows of them oneself. */
export function PayRequestDialog({ request: id, space, onWallet, onDone }: PayRequestDialogProps): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const requests = useQuery(useMemo(() => wallet.paymentRequests(), [wallet]));
  const request = requests.status === 'ready' ? requests.value.find((each) => each.id === id) : undefined;
  if (request !== undefined) return <RequestConsent {...{ request, space, onWallet, onDone }} />;
  return (
    <Dialog isOpen title={t('consent.title')} closeLabel={t('common.close')} onClose={onDone}>
      {requests.status === 'loading' ? (
        <Spinner label={t('common.loading')} />
      ) : (
        <EmptyState title={t('consent.missing')}>{t('consent.missing.text')}</EmptyState>
      )}
    </Dialog>
  );
}
