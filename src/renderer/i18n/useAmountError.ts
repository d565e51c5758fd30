import { type AmountProblem, readAmount } from './readAmount.ts';
import { useT } from './useT.tsx';

/** Says why what was typed is no amount of something with so many decimals (WAL-UI-10). */
export type AmountError = (problem: Pick<AmountProblem, 'code'>, decimals: number) => string;

/** The one source of these sentences: the same mistake is said in the same words in every field. */
export function useAmountError(): AmountError {
  const t = useT();
  return ({ code }, decimals) =>
    code === 'too-fine' ? t('wallet.amount.too-fine', { decimals }) : t(`wallet.amount.${code}`);
}

/** What is wrong with what stands in a field so far; null for an amount, and while nothing was typed. */
export function useTypedAmountError(): (typed: string, decimals: number) => string | null {
  const amountError = useAmountError();
  return (typed, decimals) => {
    const read = readAmount(typed, decimals);
    return read.ok || read.error.code === 'empty' ? null : amountError(read.error, decimals);
  };
}
