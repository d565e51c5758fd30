import { type ReactNode, useState } from 'react';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { Tabs } from '@ui/overlays/Tabs.tsx';
import { PayerCode } from './PayerCode.tsx';
import { ReceiveCode } from './ReceiveCode.tsx';

export interface ShowCodeDialogProps {
  readonly unit?: UnitId | undefined;
  readonly onDone: () => void;
  readonly onWallet: (wish: WalletWish) => void;
}

type Tab = 'receive' | 'pay';

/** One's own code: to be paid by, or to pay by (PAY-UI-90). */
export function ShowCodeDialog({ unit, onDone, onWallet }: ShowCodeDialogProps): ReactNode {
  const t = useT();
  const [tab, setTab] = useState<Tab>('receive');
  return (
    <Dialog isOpen title={t('codes.show.title')} closeLabel={t('common.close')} onClose={onDone}>
      <Tabs<Tab>
        label={t('codes.show.tabs')}
        selected={tab}
        onChange={setTab}
        tabs={[
          { id: 'receive', label: t('codes.show.receive'), content: <ReceiveCode unit={unit} onWallet={onWallet} /> },
          { id: 'pay', label: t('codes.show.pay'), content: <PayerCode onWallet={onWallet} /> },
        ]}
      />
    </Dialog>
  );
}
