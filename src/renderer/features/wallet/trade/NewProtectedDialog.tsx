import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { NewProtectedPayment } from '@services/workspace/walletTrade.ts';
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
import { dayEnd, dayText } from './day.ts';
import styles from './Trade.module.css';
import { UnitChoice } from './UnitChoice.tsx';
import { useAmount } from './useAmount.ts';

/** How far ahead the day stands at first, ms: two weeks. */
const USUAL = 14 * 24 * 3_600_000;

/** What is to be paid, where that is settled: an order. */
export interface ProtectedOrder {
  readonly request: RecordId;
  readonly seller: AccountId;
  readonly amount: bigint;
  readonly units: readonly UnitId[];
}

export interface NewProtectedDialogProps {
  readonly order?: ProtectedOrder;
  readonly onClose: () => void;
}

/** Whether a promise can be set aside for somebody: it can be passed on, and they are not who gave it. */
function isFor({ unit, available }: Holding, order: ProtectedOrder | undefined): boolean {
  const isAsked = order === undefined || (order.units.includes(unit.id) && unit.issuer !== order.seller);
  return unit.transferable && available > 0n && isAsked;
}

/** Sets an amount aside for somebody until one lets it go: for something that is yet to come. */
export function NewProtectedDialog({ order, onClose }: NewProtectedDialogProps): ReactNode {
  const t = useT();
  const holdings = useHoldings();
  const circle = useCircle(undefined);
  const [chosen, setChosen] = useState<UnitId | null>(null);
  if (holdings.status !== 'ready') return null;
  const usable = holdings.value.filter((holding) => isFor(holding, order));
  const holding = usable.find(({ unit }) => unit.id === chosen) ?? usable[0];
  if (holding === undefined) {
    return (
      <FormDialog
        title={t('trade.protected.new')}
        press={t('trade.protected.send')}
        isReady={false}
        isPending={false}
        onSubmit={() => undefined}
        onClose={onClose}
      >
        <AlertBanner tone="info">{t('trade.protected.nothing')}</AlertBanner>
      </FormDialog>
    );
  }
  const choice = <UnitChoice label={t('trade.unit')} options={usable} value={holding.unit.id} onChange={setChosen} />;
  return <ProtectedForm key={holding.unit.id} {...{ holding, circle, choice, onClose }} order={order ?? null} />;
}

interface ProtectedFormProps {
  readonly holding: Holding;
  readonly circle: Circle;
  readonly choice: ReactNode;
  readonly order: ProtectedOrder | null;
  readonly onClose: () => void;
}

const PAYER = 'payer' as const;

function useProtectedForm({ holding, order, onClose }: Pick<ProtectedFormProps, 'holding' | 'order' | 'onClose'>) {
  const t = useT();
  const money = useMoney();
  const wallet = useWallet();
  const toast = useToast();
  const spend = useSpend(onClose);
  const { unit, available } = holding;
  const [to, setTo] = useState<AccountId | null>(order?.seller ?? null);
  const [judge, setJudge] = useState<AccountId | null>(null);
  const [by, setBy] = useState<'payer' | 'judge'>(PAYER);
  const [onTimeout, setOnTimeout] = useState<'pay' | 'return'>('pay');
  const [day, setDay] = useState(() => dayText(Date.now() + USUAL));
  const sum = useAmount(unit, available, order === null ? '' : money.number(order.amount, unit));
  const send = (payment: NewProtectedPayment) =>
    spend.run(
      () => wallet.payProtected({ ...payment, intent: spend.intent }),
      () => {
        onClose();
        toast({ text: t('trade.protected.sent') });
      },
    );
  const typed: Typed = { to, by: by === PAYER ? PAYER : judge, amount: sum.amount, autoAfter: dayEnd(day) };
  const request = order === null ? {} : { request: order.request };
  const payment = soundOf(typed, { unit: unit.id, onTimeout, ...request });
  return { to, setTo, judge, setJudge, by, setBy, onTimeout, setOnTimeout, day, setDay, sum, spend, send, payment };
}

interface Typed {
  readonly to: AccountId | null;
  readonly by: 'payer' | AccountId | null;
  readonly amount: bigint | null;
  readonly autoAfter: number | null;
}

/** What was typed, once all of it is there. */
function soundOf(
  { to, by, amount, autoAfter }: Typed,
  rest: Pick<NewProtectedPayment, 'unit' | 'onTimeout' | 'request'>,
): NewProtectedPayment | null {
  if (to === null || by === null || by === to || amount === null || autoAfter === null) return null;
  return { ...rest, to, by, amount, autoAfter };
}

function ProtectedForm({ holding, circle, choice, order, onClose }: ProtectedFormProps): ReactNode {
  const t = useT();
  const form = useProtectedForm({ holding, order, onClose });
  const { payment, spend, sum } = form;
  const { unit } = holding;
  return (
    <FormDialog
      title={t('trade.protected.new')}
      press={t('trade.protected.send')}
      isReady={payment !== null}
      isPending={spend.isBusy}
      onSubmit={() => payment !== null && form.send(payment)}
      onClose={onClose}
    >
      {choice}
      <PersonField
        label={t('trade.protected.to')}
        circle={without(circle, unit.issuer)}
        person={form.to}
        isFixed={order !== null}
        onChange={form.setTo}
      />
      <AmountField
        label={t('wallet.amount')}
        unit={unit.currency ?? unit.code}
        value={sum.typed}
        onChange={sum.type}
        size="large"
        disabled={order !== null}
        error={sum.error}
      />
      <RuleFields form={form} circle={without(circle, form.to)} />
      {payment !== null && <Truth payment={payment} circle={circle} holding={holding} />}
      {spend.notice}
    </FormDialog>
  );
}

function without(circle: Circle, account: AccountId | null): Circle {
  return { ...circle, people: circle.people.filter((person) => person.account !== account) };
}

interface RuleFieldsProps {
  readonly form: ReturnType<typeof useProtectedForm>;
  readonly circle: Circle;
}

/** Who lets it go, and what happens on its day. */
function RuleFields({ form, circle }: RuleFieldsProps): ReactNode {
  const t = useT();
  const now = useNow();
  return (
    <>
      <RadioGroup
        label={t('trade.protected.who')}
        value={form.by}
        onChange={form.setBy}
        options={([PAYER, 'judge'] as const).map((value) => ({ value, label: t(`trade.protected.who.${value}`) }))}
      />
      {form.by === 'judge' && (
        <PersonField
          label={t('trade.protected.judge')}
          circle={circle}
          person={form.judge}
          isFixed={false}
          onChange={form.setJudge}
        />
      )}
      <TextField
        label={t('trade.protected.day')}
        type="date"
        min={dayText(now)}
        value={form.day}
        onChange={form.setDay}
        error={dayEnd(form.day) === null ? t('trade.day.invalid') : null}
      />
      <RadioGroup
        label={t('trade.protected.then')}
        value={form.onTimeout}
        onChange={form.setOnTimeout}
        options={(['pay', 'return'] as const).map((value) => ({ value, label: t(`trade.protected.then.${value}`) }))}
      />
    </>
  );
}

interface TruthProps {
  readonly payment: NewProtectedPayment;
  readonly circle: Circle;
  readonly holding: Holding;
}

function Truth({ payment, circle, holding }: TruthProps): ReactNode {
  const money = useMoney();
  const formats = useFormats();
  const values = {
    amount: money.text(payment.amount, holding.unit),
    payee: <PersonName>{circle.personOf(payment.to).shownName}</PersonName>,
    day: formats.full(payment.autoAfter),
  };
  return (
    <p className={styles['against']}>
      <T id={`trade.protected.truth.${payment.onTimeout}`} values={values} />
    </p>
  );
}
