import { type ReactNode, useState } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import type { ShownPerson } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';
import { AmountDialog } from './AmountDialog.tsx';

export interface GivingBack {
  readonly payment: RecordId;
  readonly unit: Unit;
  readonly most: bigint;
  /** `send-back`: to who promised it. `refund`: to who paid. */
  readonly kind: 'send-back' | 'refund';
  readonly to: ShownPerson;
  /** Of a refund: which one it is, as it was shown when it was asked for. */
  readonly serial?: number;
}

/** Asks how much goes back, and sends it. */
export function useGiveBack(): { readonly ask: (giving: GivingBack) => void; readonly dialog: ReactNode } {
  const [giving, setGiving] = useState<GivingBack | null>(null);
  return {
    ask: setGiving,
    dialog: giving === null ? null : <GiveBackDialog giving={giving} onClose={() => setGiving(null)} />,
  };
}

function GiveBackDialog({ giving, onClose }: { readonly giving: GivingBack; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const spend = useSpend(onClose);
  const { payment, unit, most, kind, to, serial } = giving;
  const send = (amount: bigint) =>
    spend.run(
      () =>
        kind === 'refund'
          ? wallet.refundPayment(payment, amount, serial)
          : wallet.sendBackUnits(payment, amount, spend.intent),
      () => {
        onClose();
        toast({ text: t(kind === 'refund' ? 'wallet.refund.done' : 'wallet.sendBack.done') });
      },
    );
  return (
    <AmountDialog
      title={t(kind === 'refund' ? 'wallet.refund' : 'wallet.sendBack')}
      unit={unit}
      most={most}
      confirmLabel={t(kind === 'refund' ? 'wallet.refund' : 'wallet.sendBack')}
      isPending={spend.isBusy}
      notice={spend.notice}
      onConfirm={send}
      onClose={onClose}
    >
      <T
        id={kind === 'refund' ? 'wallet.refund.text' : 'wallet.sendBack.text'}
        values={{ name: <PersonName>{to.shownName}</PersonName> }}
      />
    </AmountDialog>
  );
}
