import { type ReactNode, useMemo, useState } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { GivingBack } from '@services/workspace/walletWish.ts';
import type { Payment, WalletWorkspace } from '@services/workspace/walletWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useSpend } from '../../consent/useSpend.tsx';
import { GoingAmount } from '../../payment/GoingAmount.tsx';
import { usePeople } from '../../people/usePeople.ts';
import { useHoldings, useWallet } from '../../room/useRoom.ts';
import styles from '../Dialogs.module.css';

export interface GiveBackDialogProps {
  readonly payment: RecordId;
  readonly act: GivingBack;
  readonly onDone: () => void;
}

/** Asks before something is given back, and how much of it. */
export function GiveBackDialog({ payment: id, act, onDone }: GiveBackDialogProps): ReactNode {
  const wallet = useWallet();
  const found = useQuery(useMemo(() => wallet.payment(id), [wallet, id]));
  const holdings = useHoldings();
  const payment = found.status === 'ready' ? found.value : null;
  if (payment === null || holdings.status !== 'ready') return null;
  const held = holdings.value.find(({ unit }) => unit.id === payment.unit.id)?.available ?? 0n;
  // The sum proposed is that of the moment one was asked.
  return <Question key={payment.id} payment={payment} held={held} act={act} onDone={onDone} />;
}

const TEXTS = {
  decline: { title: 'payments.decline.title', text: 'payments.decline.text', done: 'payments.decline.done' },
  'send-back': { title: 'payments.sendBack.title', text: 'payments.sendBack.text', done: 'payments.sendBack.done' },
  refund: { title: 'payments.refund.title', text: 'payments.refund.text', done: 'payments.refund.done' },
} as const;

const LABELS = { decline: 'payments.decline', 'send-back': 'payments.sendBack', refund: 'payments.refund' } as const;

interface QuestionProps {
  readonly payment: Payment;
  readonly held: bigint;
  readonly act: GivingBack;
  readonly onDone: () => void;
}

function Question({ payment, held, act, onDone }: QuestionProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const toast = useToast();
  const wallet = useWallet();
  const personOf = usePeople();
  const spend = useSpend(onDone);
  const amountError = useAmountError();
  const { unit } = payment;
  const left = leftOf(payment, act, held);
  // As it was when it was asked for: pressed again it is the same one.
  const [serial] = useState(payment.refundSerial);
  const [typed, setTyped] = useState(() => money.number(left, unit));
  const read = readAmount(typed, unit.decimals);
  const amount = act === 'decline' ? left : read.ok && read.value <= left ? read.value : null;
  const beyond = amount === null ? t('wallet.amount.most', { amount: money.text(left, unit) }) : null;
  const problem = read.ok ? beyond : amountError(read.error, unit.decimals);
  const confirm = () => {
    if (amount === null || spend.isBusy) return;
    spend.run(
      () => giveBack(wallet, { payment, act, amount, intent: spend.intent, serial }),
      () => {
        toast({ text: t(TEXTS[act].done) });
        onDone();
      },
    );
  };
  const to = personOf(act === 'send-back' ? unit.issuer : payment.from);
  return (
    <ConfirmDialog
      isOpen
      title={t(TEXTS[act].title)}
      confirmLabel={t(LABELS[act])}
      cancelLabel={t('common.cancel')}
      pending={spend.isBusy}
      onConfirm={confirm}
      onCancel={onDone}
    >
      <div className={styles['form']}>
        <p>
          <T id={TEXTS[act].text} values={{ name: <PersonName>{to.shownName}</PersonName> }} />
        </p>
        {act !== 'decline' && (
          <>
            <AmountField
              label={t('payments.amount')}
              unit={unit.currency ?? unit.code}
              value={typed}
              onChange={setTyped}
              error={problem}
            />
            <GoingAmount amount={amount} unit={unit} />
          </>
        )}
        {spend.notice}
      </div>
    </ConfirmDialog>
  );
}

/** What was not given back yet; of what is sent back, as far as one still has it. */
function leftOf({ amount, refunded, sentBack }: Payment, act: GivingBack, held: bigint): bigint {
  if (act !== 'send-back') return amount - refunded;
  const left = amount - sentBack;
  return left < held ? left : held;
}

interface Back {
  readonly payment: Payment;
  readonly act: GivingBack;
  readonly amount: bigint;
  readonly intent: string;
  readonly serial: number;
}

async function giveBack(
  wallet: WalletWorkspace,
  { payment: { id }, act, amount, intent, serial }: Back,
): Outcome<unknown> {
  switch (act) {
    case 'decline':
      return wallet.declinePayment(id);
    case 'send-back':
      return wallet.sendBackUnits(id, amount, intent);
    case 'refund':
      return wallet.refundPayment(id, amount, serial);
  }
}
