import type { ReactNode } from 'react';
import { type AmountProblem, readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Result } from '@shared/result.ts';
import type { MintBalance, MintView } from '@services/workspace/mintWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Select } from '@ui/controls/Select.tsx';

export interface AmountFormProps {
  readonly label: string;
  readonly mint: MintView;
  readonly balance: MintBalance;
  readonly typed: string;
  readonly showsBalance: boolean;
  readonly onUnit: (unit: string) => void;
  readonly onType: (typed: string) => void;
}

/** How much, and of which unit where a mint has several. */
export function AmountForm(props: AmountFormProps): ReactNode {
  const { label, mint, balance, typed, showsBalance, onUnit, onType } = props;
  const t = useT();
  const money = useMoney();
  const typedError = useTypedAmountError();
  const unit = { code: balance.unit, decimals: balance.decimals };
  return (
    <>
      {mint.balances.length > 1 && (
        <Select
          label={t('cashu.unit')}
          value={balance.unit}
          options={mint.balances.map((one) => ({ value: one.unit, label: one.unit }))}
          onChange={onUnit}
        />
      )}
      <AmountField
        label={label}
        unit={balance.unit}
        size="large"
        autoFocus
        value={typed}
        description={showsBalance ? t('cashu.have', { amount: isolate(money.text(balance.balance, unit)) }) : undefined}
        error={typedError(typed, balance.decimals)}
        onChange={onType}
      />
    </>
  );
}

/** The balance a form is about, and what was typed. */
export function amountOf(
  mint: MintView,
  unit: string | null,
  typed: string,
): { readonly balance: MintBalance | undefined; readonly amount: Result<bigint, AmountProblem> } {
  const balance = mint.balances.find((one) => one.unit === unit) ?? mint.balances[0];
  return { balance, amount: readAmount(typed, balance?.decimals ?? 0) };
}
