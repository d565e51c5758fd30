import { type ReactNode, useState } from 'react';
import { type AmountError, useAmountError } from '@i18n/useAmountError.ts';
import { type Translate, useT } from '@i18n/useT.tsx';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { isBeyond } from './packetForm.ts';
import styles from './Packets.module.css';
import type { PacketFormState } from './usePacketForm.ts';

export interface AmountFieldsProps {
  readonly form: PacketFormState;
  readonly people: number;
  /** It was to be sent: what is missing is said, too. */
  readonly isAsked: boolean;
  readonly onChange: PacketFormState['change'];
}

/** How much, of each or in all, and how many shares. */
export function AmountFields({ form, people, isAsked, onChange }: AmountFieldsProps): ReactNode {
  const t = useT();
  const amountTold = useAmountError();
  const { typed, source } = form;
  const [wasLeft, setWasLeft] = useState(false);
  const isEach = typed.basis === 'each' && typed.mode !== 'lucky';
  return (
    <div className={styles['amounts']}>
      <span className={styles['amount']} onBlur={() => setWasLeft(true)}>
        <AmountField
          label={t(isEach ? 'packets.amount.each' : 'packets.amount')}
          size="large"
          autoFocus
          placeholder="0"
          unit={source?.unit.currency ?? source?.unit.code ?? ''}
          value={typed.amount}
          error={amountError({ t, amountTold }, form, { wasLeft, isAsked })}
          onChange={(amount) => onChange({ amount })}
        />
      </span>
      {people > 1 && typed.mode !== 'lucky' && (
        <Select
          label={t('packets.basis')}
          value={typed.basis}
          options={[
            { value: 'total', label: t('packets.basis.total') },
            { value: 'each', label: t('packets.basis.each') },
          ]}
          onChange={(basis) => onChange({ basis })}
        />
      )}
      {typed.mode !== 'everyone' && (
        <TextField
          label={t('packets.count')}
          inputMode="numeric"
          maxLength={3}
          value={typed.count}
          error={countError(t, form, people)}
          onChange={(count) => onChange({ count })}
        />
      )}
    </div>
  );
}

/** What is wrong with the amount: while somebody still types, only what no more typing mends. */
function amountError(
  { t, amountTold }: { readonly t: Translate; readonly amountTold: AmountError },
  { amount, source, sum }: PacketFormState,
  { wasLeft, isAsked }: { readonly wasLeft: boolean; readonly isAsked: boolean },
): string | null {
  if (!amount.ok) {
    return isAsked || !isNoneYet(amount.error.code, wasLeft)
      ? amountTold(amount.error, source?.unit.decimals ?? 0)
      : null;
  }
  if (sum.problem === 'too-little') return t('packets.amount.too-little');
  if (sum.problem === 'too-much') return t('packets.amount.too-large');
  return isBeyond(source, sum.total) ? t('error.payment-not-enough') : null;
}

/** Whether what stands there may yet become an amount: nothing, and what begins "0.". */
function isNoneYet(code: string, wasLeft: boolean): boolean {
  return code === 'empty' || (code === 'zero' && !wasLeft);
}

function countError(t: Translate, { sum }: PacketFormState, people: number): string | null {
  if (sum.problem === 'count-missing') return t('packets.count.missing');
  return sum.problem === 'count-too-large' ? t('packets.count.too-large', { people }) : null;
}
