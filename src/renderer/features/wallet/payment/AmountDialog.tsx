import { type ReactNode, useId, useState } from 'react';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { GoingAmount } from './GoingAmount.tsx';
import styles from './Payment.module.css';

export interface AmountDialogProps {
  readonly title: string;
  /** What it means, and that it cannot be taken back. */
  readonly children: ReactNode;
  readonly unit: Unit;
  /** Most that can be named; stands in the field at first. */
  readonly most: bigint;
  readonly confirmLabel: string;
  readonly isPending: boolean;
  /** What there is to say of how it went, below the fields. */
  readonly notice: ReactNode;
  readonly onConfirm: (amount: bigint) => void;
  readonly onClose: () => void;
}

/** Asks how much, up to what there is. */
export function AmountDialog(props: AmountDialogProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const id = useId();
  const { unit, most } = props;
  const [typed, setTyped] = useState(() => money.number(most, unit));
  const [isAsked, setAsked] = useState(false);
  const amountError = useAmountError();
  const read = readAmount(typed, unit.decimals);
  const amount = read.ok && read.value <= most ? read.value : null;
  const problemOf = (): string | null => {
    if (read.ok) return amount === null ? t('wallet.amount.most', { amount: money.text(most, unit) }) : null;
    return isAsked || read.error.code !== 'empty' ? amountError(read.error, unit.decimals) : null;
  };
  const confirm = () => {
    setAsked(true);
    if (amount !== null) props.onConfirm(amount);
  };
  return (
    <Dialog
      isOpen
      title={props.title}
      size="small"
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={id} pending={props.isPending}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <p>{props.children}</p>
        <AmountField
          label={t('wallet.amount')}
          value={typed}
          unit={unit.currency ?? unit.code}
          size="large"
          autoFocus
          error={problemOf()}
          onChange={setTyped}
        />
        <GoingAmount amount={amount} unit={unit} />
        {props.notice}
      </form>
    </Dialog>
  );
}
