import { type ReactNode, useState } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
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
  const act = useAct<WorkspaceErrorCode>();
  const { payment, unit, most, kind, to } = giving;
  const send = (amount: bigint) =>
    act.run(
      () => (kind === 'refund' ? wallet.refundPayment(payment, amount) : wallet.sendBackUnits(payment, amount)),
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
      isPending={act.isPending}
      error={act.error}
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
