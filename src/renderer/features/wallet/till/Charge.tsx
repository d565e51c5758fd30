import { type ReactNode, useLayoutEffect } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { T, useT } from '@i18n/useT.tsx';
import type { Payment, Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { QrCode } from '@ui/code/QrCode.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { CopyCode } from '../codes/CopyCode.tsx';
import { type PaymentState, paymentStateOf } from '../codes/paymentState.ts';
import { StateBanner } from '../codes/StateBanner.tsx';
import { useReceivedFor } from '../codes/usePaymentFor.ts';
import { useRecordCode } from '../codes/useRecordCode.ts';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import { CustomerCode } from './CustomerCode.tsx';
import styles from './Till.module.css';

export interface ChargeProps {
  readonly unit: Unit;
  readonly request: RecordId;
  readonly amount: bigint;
  readonly onNext: () => void;
}

/** One sale, to be paid: its code, the customer's, and how it stands. Green is for what is final, and for nothing else. */
export function Charge({ unit, request, amount, onNext }: ChargeProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const payment = useReceivedFor(request);
  const state = paymentStateOf(payment);
  useNextByEnter(state, onNext);
  return (
    <section className={styles['charge']} data-state={state} aria-label={t('till.charge.label')}>
      <output className={styles['total']} aria-label={t('till.total')}>
        {money.text(amount, unit)}
      </output>
      <StateBanner state={state} />
      <Payer payment={payment} />
      {state === 'waiting' && <WaysToPay request={request} />}
      <Button
        variant={state === 'final' ? 'primary' : 'secondary'}
        size="large"
        autoFocus={state === 'final'}
        onClick={onNext}
      >
        {t(state === 'final' ? 'till.next' : 'till.next.anyway')}
      </Button>
      {(state === 'waiting' || state === 'arriving') && <p className={styles['hint']}>{t('till.next.text')}</p>}
    </section>
  );
}

function Payer({ payment }: { readonly payment: Payment | null }): ReactNode {
  const personOf = usePeople();
  if (payment === null) return null;
  return (
    <p className={styles['payer']}>
      <T id="till.payer" values={{ name: <PersonMark person={personOf(payment.from)} /> }} />
    </p>
  );
}

function WaysToPay({ request }: { readonly request: RecordId }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const code = useRecordCode('request', request);
  if (code === null) return <Skeleton shape="block" />;
  if (!code.ok) return <AlertBanner tone="danger">{errorText(code.error.code)}</AlertBanner>;
  return (
    <div className={styles['ways']}>
      <div className={styles['way']}>
        <h3>{t('till.way.show')}</h3>
        <div className={styles['paper']}>
          <QrCode text={code.value} label={t('till.code.alt')} />
        </div>
        <CopyCode code={code.value} />
      </div>
      <div className={styles['way']}>
        <h3>{t('till.way.scan')}</h3>
        <CustomerCode request={request} />
      </div>
    </div>
  );
}

/** Once it is final, Enter is for the next customer. */
function useNextByEnter(state: PaymentState, onNext: () => void): void {
  // It listens as soon as it can be seen to be final.
  useLayoutEffect(() => {
    if (state !== 'final') return undefined;
    const hear = (event: KeyboardEvent) => {
      const isElsewhere =
        document.querySelector('[role="dialog"]') !== null || event.target instanceof HTMLButtonElement;
      if (event.key === 'Enter' && !isElsewhere) onNext();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [state, onNext]);
}
