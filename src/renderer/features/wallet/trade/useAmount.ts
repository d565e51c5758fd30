import { useState } from 'react';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';

/** What an amount is of, as far as reading it goes. */
type Counted = Pick<Unit, 'code' | 'decimals' | 'currency'>;

/** An amount being typed. */
export interface TypedAmount {
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Minor units; null while it is none, or too much. */
  readonly amount: bigint | null;
  /** What is wrong with it; null while nothing was typed. */
  readonly error: string | null;
}

/** Reads what is typed as an amount of a unit, up to `most` where there is a most. */
export function useAmount(unit: Counted | null, most: bigint | null = null, first = ''): TypedAmount {
  const t = useT();
  const money = useMoney();
  const amountError = useAmountError();
  const [typed, type] = useState(first);
  const read = unit === null ? null : readAmount(typed, unit.decimals);
  if (read === null || unit === null) return { typed, type, amount: null, error: null };
  if (!read.ok) {
    const error = read.error.code === 'empty' ? null : amountError(read.error, unit.decimals);
    return { typed, type, amount: null, error };
  }
  const isTooMuch = most !== null && read.value > most;
  return isTooMuch
    ? { typed, type, amount: null, error: t('wallet.amount.most', { amount: money.text(most, unit) }) }
    : { typed, type, amount: read.value, error: null };
}
