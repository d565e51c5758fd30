import { type ReactNode, useState } from 'react';
import { readAmount } from '@i18n/readAmount.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import type { CardAct } from './useCardAct.ts';
import type { PeopleNames } from './usePeopleNames.ts';
import styles from './WalletCards.module.css';

export interface GiveBackDialogProps {
  readonly payment: Payment;
  /** What one has of the unit and can give away now. */
  readonly most: bigint;
  readonly kind: 'send-back' | 'refund' | 'decline';
  readonly people: PeopleNames;
  readonly act: CardAct;
  readonly onClose: () => void;
}

const TEXTS = {
  decline: { title: 'payments.decline.title', text: 'payments.decline.text', done: 'payments.decline.done' },
  'send-back': { title: 'payments.sendBack.title', text: 'payments.sendBack.text', done: 'payments.sendBack.done' },
  refund: { title: 'payments.refund.title', text: 'payments.refund.text', done: 'payments.refund.done' },
} as const;

const LABELS = { decline: 'payments.decline', 'send-back': 'payments.sendBack', refund: 'payments.refund' } as const;

/** Asks before something is given back, and how much of it. */
export function GiveBackDialog({ payment, most, kind, people, act, onClose }: GiveBackDialogProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { wallet } = useWorkspace();
  const { unit } = payment;
  const left = leftOf(payment, kind === 'send-back' ? most : null);
  const [typed, setTyped] = useState(() => money.number(left, unit));
  const amount = readAmount(typed, unit.decimals);
  const isFine = kind === 'decline' || (amount.ok && amount.value <= left);
  const texts = TEXTS[kind];
  const confirm = () => {
    if (!isFine) return;
    const sum = amount.ok ? amount.value : left;
    const work = {
      decline: () => wallet.declinePayment(payment.id),
      'send-back': () => wallet.sendBackUnits(payment.id, sum),
      refund: () => wallet.refundPayment(payment.id, sum),
    }[kind];
    act.run(work, texts.done, onClose);
  };
  const to = kind === 'send-back' ? unit.issuer : payment.from;
  return (
    <ConfirmDialog
      isOpen
      title={t(texts.title)}
      confirmLabel={t(LABELS[kind])}
      cancelLabel={t('common.cancel')}
      pending={act.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className={styles['question']}>
        <p>
          <T id={texts.text} values={{ name: <PersonName>{people.nameOf(to)}</PersonName> }} />
        </p>
        {kind !== 'decline' && (
          <AmountField
            label={t('payments.amount')}
            unit={unit.currency ?? unit.code}
            value={typed}
            onChange={setTyped}
            error={isFine ? undefined : t('payments.amount.most', { amount: money.text(left, unit) })}
          />
        )}
      </div>
    </ConfirmDialog>
  );
}

/** What was not given back yet, and one still has where that matters. */
function leftOf({ amount, refunded, sentBack }: Payment, most: bigint | null): bigint {
  const left = amount - (most === null ? refunded : sentBack);
  return most === null || left < most ? left : most;
}
