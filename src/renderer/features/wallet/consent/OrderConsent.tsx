import { type ReactNode, useMemo, useState } from 'react';
import { cleanWords } from '@shared/cleanLine.ts';
import { orderAmount } from '@domain/spending/order.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { isCurrency } from '@domain/wallet/unitCode.ts';
import { isolate, T, useT } from '@i18n/useT.tsx';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { IssuedUnit } from '@services/workspace/walletWorkspace.ts';
import { ProgramIcon, type ProgramIconProps } from '@ui/display/ProgramIcon.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { FirstPromise } from '../dialogs/own/PromiseInstead.tsx';
import styles from './Consent.module.css';
import { ConsentDialog } from './ConsentDialog.tsx';
import { Payee, Reason } from './ConsentFrame.tsx';
import { LeavesLater } from './LeavesLater.tsx';
import { PaidAlready } from './PaidAlready.tsx';
import { OrderSum } from './OrderSum.tsx';
import { Origin } from './Origin.tsx';
import { SourceChoice } from './SourceChoice.tsx';
import { type MoneySource, orderSourcesOf } from './sources.ts';
import { type Allowance, useAllowance } from './useAllowance.tsx';
import { type ConsentFacts, useConsentFacts } from './useConsentFacts.ts';
import { type Spend, useSpend } from './useSpend.tsx';

export interface OrderConsentProps {
  readonly order: PaymentOrder;
  readonly program: { readonly name: string; readonly icon: ProgramIconProps['picture'] };
  /** `done` once the wallet took it. */
  readonly onEnd: (word: 'done' | 'declined' | 'later') => void;
}

const NOTHING: readonly IssuedUnit[] = [];

/** Whether a program's order is to be paid (PAY-UI-73): whom and how much are the host's own words, what for the program's. */
export function OrderConsent({ order, program, onEnd }: OrderConsentProps): ReactNode {
  const facts = useConsentFacts(order.payee);
  const sources = useOrderSources(order, facts);
  const [wanted, setWanted] = useState<UnitId | null>(null);
  const source = sources.find(({ unit }) => unit.id === wanted) ?? sources[0];
  const spend = useSpend(() => onEnd('later'));
  const allowance = useAllowance({ order, name: program.name, people: facts.people, source });
  const { pay, isPaid, canPay } = usePaying(order, { source, given: allowance.given, spend, onEnd });
  return (
    <ConsentDialog
      asked={askedOf(order, source, allowance)}
      canPay={canPay}
      over={isPaid ? 'paid' : null}
      onPay={pay}
      onClose={() => onEnd(isPaid ? 'done' : spend.isUnknown ? 'later' : 'declined')}
    >
      <Asker program={program} />
      <Payee account={order.payee} person={facts.people.get(order.payee)} isKnownPayee={facts.isKnownPayee} />
      <OrderSum amount={order.amount} />
      <Reason
        label={<T id="consent.words.program" values={{ name: isolate(program.name) }} />}
        words={cleanWords(order.memo)}
      />
      <Origin space={order.space} />
      {source === undefined ? (
        <NothingToPayWith order={order} facts={facts} />
      ) : (
        <SourceChoice
          sources={sources}
          people={facts.people}
          chosen={source.unit.id}
          onChoose={(unit) => {
            setWanted(unit);
            spend.clear();
          }}
        />
      )}
      {!isPaid && (
        <PaidAlready payee={order.payee} source={source ?? null} amount={minorOfOrder(order, source)} note={null} />
      )}
      <LeavesLater source={isPaid ? null : (source ?? null)} amount={minorOfOrder(order, source)} />
      {isPaid ? <OnlyLeave name={program.name} /> : allowance.field}
      {spend.notice}
    </ConsentDialog>
  );
}

/** What the order comes to in the unit it would be paid with. */
function minorOfOrder({ amount }: PaymentOrder, source: MoneySource | undefined): bigint | null {
  return source === undefined ? null : orderAmount(amount, source.unit.decimals);
}

function Asker({ program: { name, icon } }: Pick<OrderConsentProps, 'program'>): ReactNode {
  const t = useT();
  return (
    <p className={styles['who']}>
      <ProgramIcon name={name} picture={icon} size="small" />
      <span>{t('consent.from.program', { name: isolate(name) })}</span>
    </p>
  );
}

/** After it was paid, where the PIN is asked for once more. */
function OnlyLeave({ name }: { readonly name: string }): ReactNode {
  const t = useT();
  return <AlertBanner tone="info">{t('consent.allow.paid', { name: isolate(name) })}</AlertBanner>;
}

interface Paying {
  readonly source: MoneySource | undefined;
  readonly given: Allowance['given'];
  readonly spend: Spend;
  readonly onEnd: OrderConsentProps['onEnd'];
}

/** What a yes does: it pays, and allows what was ticked. */
function usePaying({ id, payee, amount }: PaymentOrder, { source, given, spend, onEnd }: Paying) {
  const { wallet } = useWorkspace();
  const [isPaid, setPaid] = useState(false);
  if (source === undefined || isPaid) return { isPaid, pay: null, canPay: false };
  const work = async () => {
    const paid = await wallet.payOrder({ id, payee, ...amount }, source.unit.id);
    if (!paid.ok || given === null) return paid;
    // What follows may ask for the PIN, and be left at that: it is paid all the same.
    setPaid(true);
    const allowed = await wallet.createMandate(given);
    return allowed.ok ? paid : allowed;
  };
  const canPay = source.isEnough && !spend.isBusy;
  return { isPaid, pay: () => spend.run(work, () => onEnd('done')), canPay };
}

/** By value, with all that a yes would do. */
function askedOf({ id }: PaymentOrder, source: MoneySource | undefined, { given }: Allowance): string {
  const allowed = given === null ? '' : `${given.perPayment} ${given.period}`;
  return `${id} ${source?.unit.id ?? ''} ${allowed}`;
}

function useOrderSources(order: PaymentOrder, { self, holdings }: ConsentFacts): readonly MoneySource[] {
  const { wallet } = useWorkspace();
  const issued = useQueryValue(
    useMemo(() => wallet.issuedUnits(), [wallet]),
    NOTHING,
  );
  return self === null ? [] : orderSourcesOf(order, { self, holdings, issued });
}

/** What is missing, and the way to a first promise of one's own. */
function NothingToPayWith({ order, facts }: { readonly order: PaymentOrder; readonly facts: ConsentFacts }): ReactNode {
  const t = useT();
  const { currency } = order.amount;
  if (facts.self === null) return null;
  return (
    <>
      <AlertBanner tone="info">{t('consent.order.nothing', { currency })}</AlertBanner>
      {isCurrency(currency) && <FirstPromise currency={currency} name={facts.people.get(order.payee)?.name ?? ''} />}
    </>
  );
}
