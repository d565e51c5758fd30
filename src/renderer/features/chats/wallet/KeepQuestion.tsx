import { type ReactNode, useId, useState } from 'react';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Holding, Payment } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import type { CardAct } from './useCardAct.ts';
import { isStanding } from './usePayment.ts';
import type { PeopleNames } from './usePeopleNames.ts';
import styles from './WalletCards.module.css';

/** Why one is asked whether to keep what one was given. */
export type KeepReason = 'new' | 'over';

/** Whether a payment is to be asked about: of an issuer one has not said yes to, or more than one chose to trust them with (WSV-82). */
export function keepReason(payment: Payment, holding: Holding | null, people: PeopleNames): KeepReason | null {
  if (payment.side === 'payer' || payment.unit.issuer === people.self || holding === null) return null;
  if (!isStillThere(payment)) return null;
  if (holding.note.stance !== 'accepted') return 'new';
  return isBeyondTrust(payment, holding) || payment.acts.includes('accept') ? 'over' : null;
}

function isStillThere(payment: Payment): boolean {
  return isStanding(payment) && payment.refunded < payment.amount && payment.now?.left !== 0n;
}

/** What was kept stays kept: only what brought one above the limit is asked about (PAY-UI-3). */
function isBeyondTrust({ now }: Payment, { isOverLimit, note }: Holding): boolean {
  return isOverLimit && (now === undefined || note.limit === null || now.upTo > note.limit);
}

export interface KeepQuestionProps {
  readonly payment: Payment;
  readonly holding: Holding;
  readonly reason: KeepReason;
  readonly people: PeopleNames;
  readonly act: CardAct;
  readonly onSendBack: () => void;
}

/** "A promise by Ben, not money in a bank. Keep? Trust up to…": asked once of each issuer, and again above the limit. */
export function KeepQuestion(props: KeepQuestionProps): ReactNode {
  const { payment, holding, reason, people, act, onSendBack } = props;
  const t = useT();
  const money = useMoney();
  const amountError = useAmountError();
  const { wallet } = useWorkspace();
  const id = useId();
  const { unit } = payment;
  const least = leastLimit(payment, holding);
  const [typed, setTyped] = useState(() => money.number(reason === 'new' ? suggested(least) : least, unit));
  const limit = readAmount(typed, unit.decimals);
  const isNone = typed.trim() === '';
  const isFine = isNone || (limit.ok && limit.value >= least);
  const whyNot = (): string =>
    limit.ok || limit.error.code === 'zero'
      ? t('payments.keep.limit.low', { amount: money.text(least, unit) })
      : amountError(limit.error, unit.decimals);
  const keep = () => {
    if (!isFine) return;
    act.run(() => wallet.keepPayment(payment.id, limit.ok ? limit.value : null), 'payments.keep.done');
  };
  const name = <PersonName>{people.nameOf(unit.issuer)}</PersonName>;
  return (
    <span className={styles['question']} role="group" aria-labelledby={id}>
      <span id={id}>
        {reason === 'over' && holding.note.limit !== null ? (
          <T id="payments.keep.over" values={{ name, limit: money.text(holding.note.limit, unit) }} />
        ) : (
          <T id={payment.kind === 'mint' ? 'payments.keep.mint' : 'payments.keep.new'} values={{ name }} />
        )}
      </span>
      <AmountField
        label={t('payments.keep.limit')}
        unit={unit.currency ?? unit.code}
        value={typed}
        onChange={setTyped}
        description={t('payments.keep.limit.text')}
        error={isFine ? undefined : whyNot()}
      />
      <span className={styles['acts']}>
        <Button size="small" variant="primary" pending={act.isPending} disabled={!isFine} onClick={keep}>
          {t('payments.keep')}
        </Button>
        <Button size="small" onClick={onSendBack}>
          {t(payment.acts.includes('decline') ? 'payments.decline' : 'payments.sendBack')}
        </Button>
      </span>
    </span>
  );
}

/** What one has of the issuer with this payment. */
function leastLimit(payment: Payment, { balance, arriving }: Holding): bigint {
  const isToCome = payment.situation.word === 'sent';
  return balance + arriving + (isToCome ? payment.amount : 0n);
}

/** Room for about as much again, in round figures: 12.00 gives 30.00. */
function suggested(least: bigint): bigint {
  const step = 10n ** BigInt(Math.max(0, String(least).length - 1));
  return ((least * 2n + step - 1n) / step + 0n) * step;
}
