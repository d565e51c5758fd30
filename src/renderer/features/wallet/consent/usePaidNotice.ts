import type { AccountId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { usePeople } from '../people/usePeople.ts';

/** What a yes has ordered. */
export interface Ordered {
  readonly payment: RecordId;
  readonly unit: Unit;
  readonly self: AccountId | null;
}

/** Says what is true once a payment is ordered, and no more: who has yet to confirm it, with a code to show for it (PAY-UI-80). */
export function usePaidNotice(onWallet: (wish: WalletWish) => void): (ordered: Ordered) => void {
  const t = useT();
  const toast = useToast();
  const personOf = usePeople();
  return ({ payment, unit, self }) => {
    if (unit.issuer === self) return toast({ text: t('payments.pay.promised') });
    const action = { label: t('codes.part.show'), onAction: () => onWallet({ kind: 'payment-code', payment }) };
    toast({ text: t('payments.sent.payer', { issuer: isolate(personOf(unit.issuer).shownName) }), action });
  };
}
