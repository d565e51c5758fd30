import { type ReactNode, useMemo, useState } from 'react';
import { orderAmount } from '@domain/spending/order.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Mandate, NewMandate } from '@services/workspace/walletTrade.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useArmed } from '@ui/hooks/useArmed.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Consent.module.css';
import type { MoneySource } from './sources.ts';
import type { ConsentFacts } from './useConsentFacts.ts';

/** How often a program may be paid in a period without asking: more is no buying any more. */
const MOST_PAYMENTS = 100;
const TIMES = ['2', '5', '10', '20'] as const;
const PERIODS = ['day', 'week', 'month'] as const;
const NOTHING: readonly Mandate[] = [];

export interface AllowanceQuestion {
  readonly order: PaymentOrder;
  /** Name of the program. */
  readonly name: string;
  readonly people: ConsentFacts['people'];
  /** What it is paid with. */
  readonly source: MoneySource | undefined;
}

/** What a program is to be allowed from now on. */
export interface Allowance {
  /** Null: nothing. */
  readonly given: NewMandate | null;
  readonly field: ReactNode;
}

/** Whether a program may take some of this promise without asking (PAY-UI-75): only of the payee's own, and no unless ticked. */
export function useAllowance({ order, name, people, source }: AllowanceQuestion): Allowance {
  const { wallet } = useWorkspace();
  const t = useT();
  const money = useMoney();
  const [isOn, setOn] = useState(false);
  const [times, setTimes] = useState<(typeof TIMES)[number]>('5');
  const [period, setPeriod] = useState<(typeof PERIODS)[number]>('week');
  const isArmed = useArmed(order.id);
  const mandates = useQueryValue(
    useMemo(() => wallet.mandates(), [wallet]),
    NOTHING,
  );
  const what = allowable(order, source);
  if (what === null) return { given: null, field: null };
  const { unit, sum } = what;
  const program = isolate(name);
  if (mandates.some((mandate) => isRunning(mandate, order, unit))) {
    return {
      given: null,
      field: <AlertBanner tone="info">{t('consent.allow.beyond', { name: program })}</AlertBanner>,
    };
  }
  const most = (count: string) => sum * BigInt(count);
  const perPeriod = most(times);
  const given: NewMandate = {
    ...{ payee: order.payee, unit: unit.id, perPayment: perPeriod, perPeriod, period, perPeriodCount: MOST_PAYMENTS },
    scope: { kind: 'program', id: order.instance },
  };
  const field = (
    <div className={styles['allow']}>
      <Checkbox
        label={t(`consent.allow.${period}`, { name: program, amount: money.text(perPeriod, unit) })}
        description={
          <T
            id="consent.allow.text"
            values={{ payee: <PersonName>{people.get(order.payee)?.name ?? ''}</PersonName> }}
          />
        }
        checked={isOn}
        disabled={!isArmed && !isOn}
        onChange={setOn}
      />
      {isOn && (
        <div className={styles['allowRow']}>
          <Select
            label={t('consent.allow.most')}
            value={times}
            options={TIMES.map((value) => ({ value, label: money.text(most(value), unit) }))}
            onChange={setTimes}
          />
          <Select
            label={t('consent.allow.each')}
            value={period}
            options={PERIODS.map((value) => ({ value, label: t(`trade.mandate.period.${value}`) }))}
            onChange={setPeriod}
          />
        </div>
      )}
    </div>
  );
  return { given: isOn ? given : null, field };
}

/** The payee's own promise alone: there the clerk is whom it goes to. */
function allowable(order: PaymentOrder, source: MoneySource | undefined): { unit: Unit; sum: bigint } | null {
  if (source === undefined || source.unit.issuer !== order.payee) return null;
  const sum = orderAmount(order.amount, source.unit.decimals);
  return sum === null ? null : { unit: source.unit, sum };
}

function isRunning({ own, stage, scope, payee, unit }: Mandate, order: PaymentOrder, of: Unit): boolean {
  const isSame = scope.kind === 'program' && scope.id === order.instance && payee === order.payee && unit.id === of.id;
  return own && isSame && stage === 'running';
}
