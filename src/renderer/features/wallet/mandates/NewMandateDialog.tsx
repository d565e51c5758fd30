import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import { PersonField } from '../dialogs/PersonField.tsx';
import { type Circle, useCircle } from '../dialogs/useCircle.ts';
import { useHoldings, useWallet } from '../room/useRoom.ts';
import { dayStart, dayText } from '../trade/day.ts';
import styles from '../trade/Trade.module.css';
import { UnitChoice } from '../trade/UnitChoice.tsx';
import { useAmount } from '../trade/useAmount.ts';

type Period = 'day' | 'week' | 'month';

export interface NewMandateDialogProps {
  /** Paid with it, where that is settled. */
  readonly unit?: UnitId;
  readonly onClose: () => void;
}

/** Lets this device pay somebody regularly: what was agreed to stands above the button. */
export function NewMandateDialog({ unit, onClose }: NewMandateDialogProps): ReactNode {
  const t = useT();
  const holdings = useHoldings();
  const circle = useCircle(undefined);
  const usable =
    holdings.status === 'ready' ? holdings.value.filter((holding) => payeesFor(holding, circle).length > 0) : [];
  const [chosen, setChosen] = useState<UnitId | null>(unit ?? null);
  const holding = usable.find((each) => each.unit.id === chosen) ?? usable[0];
  if (holdings.status !== 'ready') return null;
  if (holding === undefined) {
    return (
      <FormDialog
        title={t('trade.mandate.new')}
        press={t('trade.mandate.begin')}
        isReady={false}
        isPending={false}
        onSubmit={() => undefined}
        onClose={onClose}
      >
        <AlertBanner tone="info">{t('trade.mandate.nothing')}</AlertBanner>
      </FormDialog>
    );
  }
  const choice = (
    <UnitChoice label={t('trade.mandate.unit')} options={usable} value={holding.unit.id} onChange={setChosen} />
  );
  return <MandateForm key={holding.unit.id} holding={holding} circle={circle} choice={choice} onClose={onClose} />;
}

/** What may not be passed on can only be used where it is from. */
function payeesFor({ unit }: Holding, { people, personOf }: Circle): readonly AccountId[] {
  if (!unit.transferable) return personOf(unit.issuer).standing === 'contact' ? [unit.issuer] : [];
  return people.map(({ account }) => account);
}

interface MandateFormProps {
  readonly holding: Holding;
  readonly circle: Circle;
  readonly choice: ReactNode;
  readonly onClose: () => void;
}

function MandateForm({ holding, circle, choice, onClose }: MandateFormProps): ReactNode {
  const t = useT();
  const { unit } = holding;
  const wallet = useWallet();
  const toast = useToast();
  const spend = useSpend(onClose);
  const people = payeesFor(holding, circle);
  const [payee, setPayee] = useState<AccountId | null>(people.includes(unit.issuer) ? unit.issuer : null);
  const [period, setPeriod] = useState<Period>('month');
  const [first, setFirst] = useState(() => dayText(Date.now()));
  const [name, setName] = useState('');
  const now = useNow();
  const sum = useAmount(unit);
  const start = dayStart(first);
  const { amount } = sum;
  const isReady = payee !== null && amount !== null && start !== null;
  const begin = () => {
    if (!isReady) return;
    const isToday = first === dayText(Date.now());
    const scope = { kind: 'channel', id: name.trim() === '' ? payee : name.trim() } as const;
    const given = { payee, unit: unit.id, perPayment: amount, period, scope, ...(isToday ? {} : { start }) };
    spend.run(
      () => wallet.createMandate(given),
      () => {
        onClose();
        toast({ text: t('trade.mandate.begun') });
      },
    );
  };
  return (
    <FormDialog
      title={t('trade.mandate.new')}
      press={t('trade.mandate.begin')}
      isReady={isReady}
      isPending={spend.isBusy}
      onSubmit={begin}
      onClose={onClose}
    >
      {choice}
      <PersonField
        label={t('trade.mandate.payee')}
        circle={{ ...circle, people: circle.people.filter(({ account }) => people.includes(account)) }}
        person={payee}
        isFixed={!unit.transferable}
        onChange={setPayee}
      />
      <AmountField
        label={t('trade.mandate.amount')}
        unit={unit.currency ?? unit.code}
        value={sum.typed}
        onChange={sum.type}
        size="large"
        error={sum.error}
      />
      <RadioGroup
        label={t('trade.mandate.period')}
        value={period}
        onChange={setPeriod}
        options={(['day', 'week', 'month'] as const).map((value) => ({
          value,
          label: t(`trade.mandate.period.${value}`),
        }))}
      />
      <TextField
        label={t('trade.mandate.first')}
        type="date"
        value={first}
        onChange={setFirst}
        min={dayText(now)}
        error={start === null ? t('trade.day.invalid') : null}
      />
      <TextField label={t('trade.mandate.name')} maxLength={64} value={name} onChange={setName} />
      {isReady && (
        <Truth holding={holding} circle={circle} payee={payee} amount={amount} period={period} start={start} />
      )}
      {spend.notice}
    </FormDialog>
  );
}

function Truth(props: {
  readonly holding: Holding;
  readonly circle: Circle;
  readonly payee: AccountId;
  readonly amount: bigint;
  readonly period: Period;
  readonly start: number;
}): ReactNode {
  const money = useMoney();
  const formats = useFormats();
  const { holding, circle, payee, amount, period, start } = props;
  const values = {
    name: <PersonName>{circle.personOf(payee).shownName}</PersonName>,
    amount: money.text(amount, holding.unit),
    day: formats.date(start),
  };
  return (
    <p className={styles['against']}>
      <T id={`trade.mandate.truth.${period}`} values={values} />
      {amount > holding.available && (
        <span>
          <T id="trade.mandate.truth.short" values={{ available: money.text(holding.available, holding.unit) }} />
        </span>
      )}
    </p>
  );
}
