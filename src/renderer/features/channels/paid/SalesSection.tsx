import { type ReactNode, use, useMemo, useState } from 'react';
import type { UnitId } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { type Money, useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { ChannelTerms, ChannelTermsWish } from '@services/workspace/paidWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { IssuedUnit, Unit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import { useChannels } from '../useChannels.ts';
import styles from './Paid.module.css';
import { usePayee, useTerms } from './usePaying.ts';

type Period = 'none' | 'day' | 'week' | 'month';
const PERIODS = ['none', 'month', 'week', 'day'] as const;

/** What reading the channel costs, and in what one is paid (CHN-UI-21). */
export function SalesSection({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const terms = useTerms(channel.id);
  const issued = useQuery(useMemo(() => wallet.issuedUnits(), [wallet]));
  if (terms === undefined || issued.status !== 'ready') return null;
  return (
    <Section title={t('paid.sales')} description={t('paid.sales.text')}>
      <Plain>
        {issued.value.length === 0 ? (
          <NoUnit />
        ) : (
          <SalesForm key={nameOf(terms)} channel={channel} terms={terms} issued={issued.value} />
        )}
      </Plain>
    </Section>
  );
}

function nameOf(terms: ChannelTerms | null): string {
  if (terms === null) return '';
  return `${terms.payee} ${terms.unit.id} ${terms.subscription?.amount} ${terms.subscription?.period}`;
}

function NoUnit(): ReactNode {
  const t = useT();
  const { onWallet } = use(ChannelLinksContext);
  return (
    <div className={styles['form']}>
      <p>{t('paid.sales.noUnit')}</p>
      <div className={styles['foot']}>
        <Button onClick={() => onWallet({ kind: 'new-unit' })}>{t('paid.sales.newUnit')}</Button>
      </div>
    </div>
  );
}

interface FormProps {
  readonly channel: ChannelView;
  readonly terms: ChannelTerms | null;
  readonly issued: readonly IssuedUnit[];
}

/** What is typed so far; `wish` is null while it is no price. */
function useWish({ terms, issued }: Pick<FormProps, 'terms' | 'issued'>) {
  const money = useMoney();
  const [chosen, setUnit] = useState<UnitId | null>(terms?.unit.id ?? null);
  const [period, setPeriod] = useState<Period>(periodOf(terms));
  const [typed, setTyped] = useState(() => (terms === null ? '' : priceOf(terms, money)));
  const unit = (issued.find((each) => each.unit.id === chosen) ?? issued[0])?.unit ?? null;
  return { unit, setUnit, period, setPeriod, typed, setTyped, wish: wishOf(unit, period, typed) };
}

/** By the month, until somebody says otherwise. */
function periodOf(terms: ChannelTerms | null): Period {
  return terms === null ? 'month' : (terms.subscription?.period ?? 'none');
}

function priceOf({ subscription, unit }: ChannelTerms, money: Money): string {
  return subscription === null ? '' : money.number(subscription.amount, unit);
}

function wishOf(unit: Unit | null, period: Period, typed: string): ChannelTermsWish | null {
  if (unit === null) return null;
  if (period === 'none') return { unit: unit.id, subscription: null };
  const amount = readAmount(typed, unit.decimals);
  return amount.ok ? { unit: unit.id, subscription: { amount: amount.value, period } } : null;
}

function SalesForm({ channel, terms, issued }: FormProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const payee = usePayee(terms?.payee ?? null);
  const typing = useWish({ terms, issued });
  const { wish } = typing;
  const say = (said: ChannelTermsWish | null) =>
    act.run(
      () => channels.setChannelTerms(channel.id, said),
      () => toast({ text: t(said === null ? 'paid.sales.ended' : 'paid.sales.saved') }),
    );
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (wish !== null) say(wish);
      }}
    >
      {payee?.isSelf === false && <AlertBanner tone="warning">{t('paid.sales.other')}</AlertBanner>}
      <WishFields typing={typing} issued={issued} />
      <p className={styles['fine']}>{t('paid.sales.truth')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['foot']}>
        <Button variant="primary" type="submit" pending={act.isPending} disabled={wish === null}>
          {t('common.save')}
        </Button>
        {terms !== null && (
          <Button pending={act.isPending} onClick={() => say(null)}>
            {t('paid.sales.end')}
          </Button>
        )}
      </div>
    </form>
  );
}

function WishFields({
  typing: { unit, setUnit, period, setPeriod, typed, setTyped },
  issued,
}: Pick<FormProps, 'issued'> & { readonly typing: ReturnType<typeof useWish> }): ReactNode {
  const t = useT();
  const typedError = useTypedAmountError();
  if (unit === null) return null;
  return (
    <>
      <Select<string>
        label={t('paid.sales.unit')}
        description={t('paid.sales.unit.text')}
        value={unit.id}
        options={issued.map((each) => ({ value: each.unit.id, label: `${each.unit.name} (${each.unit.code})` }))}
        onChange={(id) => setUnit(issued.find((each) => each.unit.id === id)?.unit.id ?? null)}
      />
      <RadioGroup
        label={t('paid.sales.period')}
        value={period}
        options={PERIODS.map((value) => ({ value, label: t(`paid.sales.period.${value}`) }))}
        onChange={setPeriod}
      />
      {period !== 'none' && (
        <AmountField
          label={t('paid.sales.amount')}
          unit={unit.currency ?? unit.code}
          value={typed}
          error={typedError(typed, unit.decimals)}
          onChange={setTyped}
        />
      )}
    </>
  );
}
