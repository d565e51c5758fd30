import { type ReactNode, useMemo, useState } from 'react';
import { cleanWords } from '@shared/cleanLine.ts';
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
import { OrderSum } from './OrderSum.tsx';
import { Origin } from './Origin.tsx';
import { SourceChoice } from './SourceChoice.tsx';
import { type MoneySource, orderSourcesOf } from './sources.ts';
import { type ConsentFacts, useConsentFacts } from './useConsentFacts.ts';
import { useSpend } from './useSpend.tsx';

export interface OrderConsentProps {
  readonly order: PaymentOrder;
  readonly program: { readonly name: string; readonly icon: ProgramIconProps['picture'] };
  /** `done` once the wallet took it. */
  readonly onEnd: (word: 'done' | 'declined' | 'later') => void;
}

const NOTHING: readonly IssuedUnit[] = [];

/** Whether a program's order is to be paid (PAY-UI-73): whom and how much are the host's own words, what for the program's. */
export function OrderConsent({ order, program, onEnd }: OrderConsentProps): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const facts = useConsentFacts(order.payee);
  const sources = useOrderSources(order, facts);
  const [wanted, setWanted] = useState<UnitId | null>(null);
  const source = sources.find(({ unit }) => unit.id === wanted) ?? sources[0];
  const spend = useSpend(() => onEnd('later'));
  const pay = () => {
    if (source === undefined) return;
    const { id, payee, amount } = order;
    spend.run(
      () => wallet.payOrder({ id, payee, ...amount }, source.unit.id),
      () => onEnd('done'),
    );
  };
  return (
    <ConsentDialog
      asked={`${order.id} ${source?.unit.id ?? ''}`}
      canPay={source?.isEnough === true && !spend.isBusy}
      onPay={source === undefined ? null : pay}
      onClose={() => onEnd('declined')}
    >
      <p className={styles['who']}>
        <ProgramIcon name={program.name} picture={program.icon} size="small" />
        <span>{t('consent.from.program', { name: isolate(program.name) })}</span>
      </p>
      <Payee account={order.payee} person={facts.people.get(order.payee)} isKnownPayee={facts.isKnownPayee} />
      <OrderSum amount={order.amount} />
      <Reason
        label={<T id="consent.words.program" values={{ name: isolate(program.name) }} />}
        words={cleanWords(order.memo)}
      />
      <Origin space={order.space} />
      {source === undefined ? (
        facts.self !== null && <NothingToPayWith order={order} facts={facts} />
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
      {spend.notice}
    </ConsentDialog>
  );
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
  return (
    <>
      <AlertBanner tone="info">{t('consent.order.nothing', { currency })}</AlertBanner>
      {isCurrency(currency) && <FirstPromise currency={currency} name={facts.people.get(order.payee)?.name ?? ''} />}
    </>
  );
}
