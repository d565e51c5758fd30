import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { GivingBack } from '@services/workspace/walletWish.ts';
import type { Payment, PaymentAct } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { KeepQuestion, keepReason } from './KeepQuestion.tsx';
import { useCardAct } from './useCardAct.ts';
import { useHolding } from './usePayment.ts';
import type { PeopleNames } from './usePeopleNames.ts';
import { useWalletLinks } from './walletContext.ts';
import styles from './WalletCards.module.css';

export interface PaymentActsProps {
  readonly payment: Payment;
  readonly people: PeopleNames;
}

/** What can be done about a payment now. What gives money back is asked about first. */
export function PaymentActs({ payment, people }: PaymentActsProps): ReactNode {
  const { wallet } = useWorkspace();
  const act = useCardAct();
  const holding = useHolding(payment);
  const links = useWalletLinks();
  const giveBack = (how: GivingBack) => links.ask({ kind: 'give-back', payment: payment.id, act: how });
  const reason = keepReason(payment, holding, people);
  const acts = payment.acts.filter((one) => reason === null || one === 'refund');
  const press = (one: PaymentAct) => {
    if (one === 'accept') act.run(() => wallet.acceptPayment(payment.id), 'payments.accept.done');
    else if (one === 'cancel') act.run(() => wallet.cancelPayment(payment.id), 'payments.cancel.done');
    else giveBack(one);
  };
  const sendBack = () => giveBack(payment.acts.includes('decline') ? 'decline' : 'send-back');
  return (
    <>
      {reason !== null && holding !== null && (
        <KeepQuestion {...{ payment, holding, reason, people, act }} onSendBack={sendBack} />
      )}
      <ActButtons acts={acts} isPending={act.isPending} onPress={press} />
    </>
  );
}

const LABELS = {
  accept: 'payments.accept',
  decline: 'payments.decline',
  cancel: 'payments.cancel',
  'send-back': 'payments.sendBack',
  refund: 'payments.refund',
} as const satisfies Record<PaymentAct, string>;

interface ActButtonsProps {
  readonly acts: readonly PaymentAct[];
  readonly isPending: boolean;
  readonly onPress: (act: PaymentAct) => void;
}

function ActButtons({ acts, isPending, onPress }: ActButtonsProps): ReactNode {
  const t = useT();
  if (acts.length === 0) return null;
  return (
    <span className={styles['acts']}>
      {acts.map((one) => (
        <Button
          key={one}
          size="small"
          variant={one === 'accept' ? 'primary' : 'secondary'}
          pending={isPending}
          onClick={() => onPress(one)}
        >
          {t(LABELS[one])}
        </Button>
      ))}
    </span>
  );
}
