import { useEffect } from 'react';
import { currencyDigits } from '@shared/currencyDigits.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Workspace } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Says it each time a program is paid by what the person allowed it before (PAY-UI-75). */
export function useTakenNotice({ takenOrder }: Pick<Workspace, 'takenOrder'>, onSubscriptions: () => void): void {
  const t = useT();
  const toast = useToast();
  const money = useMoney();
  useEffect(
    () =>
      takenOrder.subscribe(() => {
        const order = takenOrder.get();
        if (order === null) return;
        const { value, currency } = order.amount;
        const amount = money.text(BigInt(value), { code: currency, decimals: currencyDigits(currency) });
        toast({
          text: t('shell.taken', { name: isolate(order.program), amount }),
          duration: 12_000,
          action: { label: t('shell.taken.open'), onAction: onSubscriptions },
        });
      }),
    [takenOrder, t, toast, money, onSubscriptions],
  );
}
