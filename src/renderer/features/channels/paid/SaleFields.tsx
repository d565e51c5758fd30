import { type ReactNode, useState } from 'react';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelDraft } from '@services/workspace/channelWorkspace.ts';
import type { ChannelTerms, DraftSale } from '@services/workspace/paidWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import styles from './Paid.module.css';
import { useTerms } from './usePaying.ts';

/** Who can read a post. */
type Reach = 'all' | 'subscribers' | 'either' | 'single';

export interface SaleFieldsProps {
  readonly draft: ChannelDraft;
  /** Null while what is typed is no price. */
  readonly onChange: (sale: DraftSale | undefined | null) => void;
}

/** Who reads a post, and what it costs by itself (CHN-UI-21); nothing where the channel sells nothing. */
export function SaleFields({ draft, onChange }: SaleFieldsProps): ReactNode {
  const terms = useTerms(draft.channel);
  if (terms === undefined || terms === null) return null;
  return <Fields terms={terms} draft={draft} onChange={onChange} />;
}

function Fields({ draft, terms, onChange }: SaleFieldsProps & { readonly terms: ChannelTerms }): ReactNode {
  const t = useT();
  const money = useMoney();
  const typedError = useTypedAmountError();
  const [reach, setReach] = useState<Reach>(reachOf(draft.sale));
  const known = draft.sale?.amount ?? null;
  const [typed, setTyped] = useState(known === null ? '' : money.number(BigInt(known), terms.unit));
  const change = (next: Reach, price: string) => {
    setReach(next);
    setTyped(price);
    onChange(saleOf(next, price, terms.unit.decimals));
  };
  const reaches: readonly Reach[] =
    terms.subscription === null ? ['all', 'single'] : ['all', 'subscribers', 'either', 'single'];
  return (
    <>
      <RadioGroup
        label={t('paid.reach')}
        value={reach}
        options={reaches.map((value) => ({ value, label: t(`paid.reach.${value}`) }))}
        onChange={(value) => change(value, typed)}
      />
      {(reach === 'single' || reach === 'either') && (
        <AmountField
          label={t('paid.reach.price')}
          unit={terms.unit.currency ?? terms.unit.code}
          value={typed}
          error={typedError(typed, terms.unit.decimals)}
          onChange={(text) => change(reach, text)}
        />
      )}
      {reach !== 'all' && <p className={styles['fine']}>{t('paid.reach.truth')}</p>}
    </>
  );
}

function reachOf(sale: DraftSale | undefined): Reach {
  if (sale === undefined) return 'all';
  if (!sale.isForSubscribers) return 'single';
  return sale.amount === null ? 'subscribers' : 'either';
}

function saleOf(reach: Reach, typed: string, decimals: number): DraftSale | undefined | null {
  if (reach === 'all') return undefined;
  if (reach === 'subscribers') return { isForSubscribers: true, amount: null };
  const read = readAmount(typed, decimals);
  return read.ok ? { isForSubscribers: reach === 'either', amount: Number(read.value) } : null;
}
