import { type ReactNode, useState } from 'react';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { MAX_CARD_NOTE } from '@domain/chat/walletCard.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { LeavesLater } from '../../consent/LeavesLater.tsx';
import { PaidAlready } from '../../consent/PaidAlready.tsx';
import { useSpend } from '../../consent/useSpend.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { CurrencyField } from '../own/CurrencyField.tsx';
import { PersonField } from '../PersonField.tsx';
import { useCircle } from '../useCircle.ts';
import type { PaySource } from './paySources.ts';
import { PayTruth } from './PayTruth.tsx';
import { SourceField } from './SourceField.tsx';
import { usePay } from './usePay.ts';
import { type PayForm, usePayForm } from './usePayForm.ts';

export interface PayDialogProps {
  readonly person?: AccountId | undefined;
  readonly space?: SpaceId | undefined;
  readonly unit?: UnitId | undefined;
  readonly onDone: () => void;
}

/** To pay or promise someone something, as typed here: what it will mean stands above the button before it is pressed. */
export function PayDialog({ person: given, space, unit, onDone }: PayDialogProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const circle = useCircle(space);
  const form = usePayForm({ person: given ?? null, unit: unit ?? null });
  const spend = useSpend(onDone);
  const pay = usePay({ form, circle, isInChat: space !== undefined, spend, onDone });
  const { person, amount, source } = form;
  const [isAsked, setAsked] = useState(false);
  const canPay = form.isLoaded && person !== null && amount !== null;
  const label = source.kind === 'promise' ? 'payments.pay.promise' : 'payments.pay.press';
  return (
    <FormDialog
      title={t('payments.pay.title')}
      press={amount === null ? t(`${label}.empty`) : t(label, { amount: money.text(amount, form.unit) })}
      isReady={canPay}
      isPending={spend.isBusy}
      notice={spend.notice}
      onSubmit={pay}
      onIncomplete={() => setAsked(true)}
      onClose={onDone}
    >
      <PersonField
        label={t('payments.pay.to')}
        circle={circle}
        person={person}
        isFixed={given !== undefined}
        onChange={form.setPerson}
      />
      <Sum form={form} isAsked={isAsked} />
      <SourceField form={form} circle={circle} />
      {form.isLoaded && isNew(source) && <CurrencyField promises={form.promises} />}
      <TextField
        label={t('payments.note')}
        placeholder={t('payments.note.hint')}
        maxLength={MAX_CARD_NOTE}
        value={form.note}
        onChange={form.setNote}
      />
      {canPay && <PayTruth form={form} person={person} amount={amount} circle={circle} />}
      <PaidAlready payee={person} source={form} amount={amount} note={form.note} />
      <LeavesLater source={form} amount={amount} />
    </FormDialog>
  );
}

function isNew(source: PaySource): boolean {
  return source.kind === 'promise' && source.promise.kind === 'new';
}

function Sum({ form, isAsked }: { readonly form: PayForm; readonly isAsked: boolean }): ReactNode {
  const t = useT();
  const money = useMoney();
  const [wasLeft, setWasLeft] = useState(false);
  const amountError = useAmountError();
  const { source, problem, unit } = form;
  const most = source.kind === 'promise' ? '' : money.text(source.available, unit);
  const errorOf = (): string | null => {
    if (problem === null) return null;
    if (problem === 'too-much') return t('payments.amount.too-much', { amount: most });
    // What begins "0." may yet become something.
    const isToCome = problem.code === 'empty' || (problem.code === 'zero' && !wasLeft);
    return isToCome && !isAsked ? null : amountError(problem, unit.decimals);
  };
  return (
    <div role="presentation" onBlur={() => setWasLeft(true)}>
      <AmountField
        label={t('payments.amount')}
        unit={unit.currency ?? unit.code}
        value={form.typed}
        onChange={form.setTyped}
        size="large"
        autoFocus
        error={errorOf()}
      />
    </div>
  );
}
