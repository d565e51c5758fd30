import { type ReactNode, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { plainAmount } from '@services/wallet/room/unitCsv.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { InvoiceRequest, PayWay, SettleRail } from '@services/workspace/walletCodes.ts';
import type { PersonStanding, Unit } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { currencyOf, type Outside, type OutsideCode, outsideCode, rails } from './outside.ts';
import styles from './Settle.module.css';

type Debt = PersonStanding['debts'][number];

/** An ISO 4217 code, as an example of the form of one. */
const USUAL_CURRENCY = 'EUR';

/** What is going to be paid outside. */
export interface SettlePlan {
  readonly unit: Unit;
  readonly amount: bigint;
  readonly outside: Outside;
  readonly code: OutsideCode | null;
  /** The creditor's own request by this invoice, whose preimage proves payment. */
  readonly request: RecordId | null;
}

export interface SettleFormProps {
  readonly person: AccountId;
  readonly debts: readonly Debt[];
  readonly first: Debt;
  readonly onPlan: (plan: SettlePlan) => void;
}

const NO_WAYS: readonly PayWay[] = [];
const NO_INVOICES: readonly InvoiceRequest[] = [];

/** How much, by which way, and where it goes to. */
export function SettleForm({ person, debts, first, onPlan }: SettleFormProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const amountError = useAmountError();
  const [unitId, setUnitId] = useState<string>(first.unit.id);
  const debt = debts.find(({ unit }) => unit.id === unitId) ?? first;
  const [typed, setTyped] = useState(money.number(debt.amount, debt.unit));
  const amount = readAmount(typed, debt.unit.decimals);
  const isSound = amount.ok && amount.value <= debt.amount;
  const beyond = isSound ? null : t('wallet.amount.most', { amount: money.text(debt.amount, debt.unit) });
  const problem = amount.ok ? beyond : amountError(amount.error, debt.unit.decimals);
  return (
    <>
      {debts.length > 1 && (
        <Select
          label={t('settle.unit')}
          value={unitId}
          options={debts.map(({ unit }) => ({ value: unit.id as string, label: unit.name }))}
          onChange={setUnitId}
        />
      )}
      <AmountField
        label={t('settle.amount')}
        description={t('settle.amount.owed', { amount: money.text(debt.amount, debt.unit) })}
        unit={debt.unit.currency ?? debt.unit.code}
        value={typed}
        error={problem}
        onChange={setTyped}
      />
      {isSound && (
        <WayForm
          key={`${debt.unit.id} ${amount.value}`}
          person={person}
          unit={debt.unit}
          amount={amount.value}
          onPlan={onPlan}
        />
      )}
    </>
  );
}

interface WayFormProps {
  readonly person: AccountId;
  readonly unit: Unit;
  readonly amount: bigint;
  readonly onPlan: (plan: SettlePlan) => void;
}

function WayForm({ person, unit, amount, onPlan }: WayFormProps): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const ways = useQueryValue(
    useMemo(() => wallet.payWays(), [wallet]),
    NO_WAYS,
  );
  const invoices = useQueryValue(
    useMemo(() => wallet.invoiceRequests(), [wallet]),
    NO_INVOICES,
  );
  const [rail, setRail] = useState<SettleRail>(unit.currency === 'INR' ? 'upi' : 'sepa');
  const asked =
    invoices.find((each) => each.payee === person && each.unit === unit.id && each.amount === amount) ?? null;
  const known = ways.find((way) => way.account === person && way.rail === rail);
  const start = startOf({ rail, unit, amount, known, invoice: asked?.invoice ?? '' });
  return (
    <>
      <Select
        label={t('settle.rail')}
        value={rail}
        options={rails.map((each) => ({ value: each, label: t(`settle.rail.${each}`) }))}
        onChange={setRail}
      />
      <DetailsForm
        key={`${rail} ${known?.address ?? ''} ${asked?.id ?? ''}`}
        start={start}
        onDetails={(outside, code) => {
          const isAsked = rail === 'lightning' && asked !== null && outside.address === asked.invoice;
          onPlan({ unit, amount, outside, code, request: isAsked ? asked.id : null });
        }}
      />
    </>
  );
}

interface StartParts {
  readonly rail: SettleRail;
  readonly unit: Unit;
  readonly amount: bigint;
  readonly known: PayWay | undefined;
  readonly invoice: string;
}

/** What is known already: where they were paid last, and the sum where it is of the rail's currency. */
function startOf({ rail, unit, amount, known, invoice }: StartParts): Outside {
  const currency = currencyOf(rail) ?? unit.currency ?? '';
  const isSame = currency !== '' && currency === unit.currency;
  return {
    ...{ rail, currency, note: '' },
    amount: isSame ? plainAmount(amount, unit.decimals) : '',
    address: rail === 'lightning' ? invoice : (known?.address ?? ''),
    name: known?.name ?? '',
  };
}

interface DetailsFormProps {
  readonly start: Outside;
  readonly onDetails: (outside: Outside, code: OutsideCode | null) => void;
}

function DetailsForm({ start, onDetails }: DetailsFormProps): ReactNode {
  const t = useT();
  const [outside, setOutside] = useState(start);
  const [flaw, setFlaw] = useState<
    'rail-malformed' | 'rail-wrong-currency' | 'rail-amount' | 'rail-test-network' | null
  >(null);
  const change = (next: Partial<Outside>) => {
    setFlaw(null);
    setOutside({ ...outside, ...next });
  };
  const isCurrencySound = /^[A-Z]{3,8}$/.test(outside.currency);
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        const made = outsideCode(outside);
        if (made.ok) onDetails(outside, made.value);
        else setFlaw(made.error.code);
      }}
    >
      <Where outside={outside} onChange={change} />
      <div className={styles['pair']}>
        <TextField
          label={t('settle.outside.amount')}
          value={outside.amount}
          dir="ltr"
          inputMode="decimal"
          onChange={(amount) => change({ amount })}
        />
        {currencyOf(outside.rail) === null ? (
          <TextField
            label={t('settle.outside.currency')}
            value={outside.currency}
            dir="ltr"
            maxLength={8}
            placeholder={USUAL_CURRENCY}
            onChange={(currency) => change({ currency: currency.trim().toUpperCase() })}
          />
        ) : (
          <p className={styles['currency']}>{outside.currency}</p>
        )}
      </div>
      <TextField label={t('settle.note')} value={outside.note} maxLength={100} onChange={(note) => change({ note })} />
      {flaw !== null && <AlertBanner tone="danger">{t(`settle.flaw.${flaw}`)}</AlertBanner>}
      <div className={styles['buttons']}>
        <Button type="submit" variant="primary" disabled={!isCurrencySound || outside.amount.trim() === ''}>
          {t('common.next')}
        </Button>
      </div>
    </form>
  );
}

interface WhereProps {
  readonly outside: Outside;
  readonly onChange: (next: Partial<Outside>) => void;
}

/** Who and where, as the rail needs it. */
function Where({ outside, onChange }: WhereProps): ReactNode {
  const t = useT();
  const { rail } = outside;
  if (rail === 'cash' || rail === 'other') return <p className={styles['hint']}>{t(`settle.how.${rail}`)}</p>;
  return (
    <>
      <p className={styles['hint']}>{t('settle.check')}</p>
      <TextField
        label={t(`settle.address.${rail}`)}
        value={outside.address}
        dir="ltr"
        spellCheck={false}
        onChange={(address) => onChange({ address })}
      />
      {(rail === 'sepa' || rail === 'upi') && (
        <TextField
          label={t('settle.name')}
          value={outside.name}
          maxLength={70}
          onChange={(name) => onChange({ name })}
        />
      )}
    </>
  );
}
