import { type ReactNode, useState } from 'react';
import { cleanWords } from '@shared/cleanLine.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { ConsentDialog } from '../consent/ConsentDialog.tsx';
import { Payee, Reason } from '../consent/ConsentFrame.tsx';
import { LeavesLater } from '../consent/LeavesLater.tsx';
import { PaidAlready } from '../consent/PaidAlready.tsx';
import { SourceChoice } from '../consent/SourceChoice.tsx';
import { type MoneySource, sourcesOf } from '../consent/sources.ts';
import { type ConsentFacts, useConsentFacts } from '../consent/useConsentFacts.ts';
import { usePaidNotice } from '../consent/usePaidNotice.ts';
import { type Spend, useSpend } from '../consent/useSpend.tsx';
import type { FoundProps } from './codeProps.ts';
import styles from './Codes.module.css';
import { useUnits } from './useUnits.ts';

/** A payee's code: whom one pays is what one knows of them oneself, for nobody signed it (PAY-3). */
export function FoundPayee(props: FoundProps<'payee'>): ReactNode {
  const t = useT();
  const { code, onDone } = props;
  const facts = useConsentFacts(code.payee);
  if (facts.self !== code.payee) return <PayPayee {...props} facts={facts} />;
  return (
    <Dialog isOpen title={t('codes.found.title')} closeLabel={t('common.close')} onClose={onDone}>
      <AlertBanner tone="info">{t('codes.payee.own')}</AlertBanner>
    </Dialog>
  );
}

function PayPayee({
  code,
  facts,
  onDone,
  onWallet,
}: FoundProps<'payee'> & { readonly facts: ConsentFacts }): ReactNode {
  const t = useT();
  const choice = usePayeeChoice(code, facts);
  const spend = useSpend(onDone);
  const pay = usePay({ code, choice, self: facts.self, spend, onDone, onWallet });
  const canPay = choice.source !== null && choice.amount !== null && choice.source.isEnough && !spend.isBusy;
  return (
    <ConsentDialog
      asked={`${code.payee} ${choice.source?.unit.id ?? ''}`}
      canPay={canPay}
      onPay={choice.sources.length > 0 ? pay : null}
      onClose={onDone}
    >
      <Payee account={code.payee} person={facts.people.get(code.payee)} isKnownPayee={facts.isKnownPayee} />
      <Sum fixed={code.amount} choice={choice} />
      <Reason label={t('codes.words')} words={cleanWords(code.memo)} />
      <Sources facts={facts} choice={choice} />
      <PaidAlready payee={code.payee} source={choice.source} amount={choice.amount} note={null} />
      <LeavesLater source={choice.source} amount={choice.amount} />
      {spend.notice}
    </ConsentDialog>
  );
}

interface PayeeChoice {
  readonly sources: readonly MoneySource[];
  readonly source: MoneySource | null;
  readonly choose: (unit: Unit['id']) => void;
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** Null: none yet. */
  readonly amount: bigint | null;
}

/** With what, and how much where the payee left it open. */
function usePayeeChoice(code: FoundProps<'payee'>['code'], facts: ConsentFacts): PayeeChoice {
  const { all } = useUnits();
  const [chosen, choose] = useState<Unit['id'] | null>(null);
  const [typed, type] = useState('');
  const { self, holdings } = facts;
  // What goes to nobody but its issuer is no means to pay anybody else.
  const canReach = (unit: Unit) => unit.transferable || unit.issuer === code.payee || unit.issuer === self;
  const units = all.filter((unit) => (code.unit === null || unit.id === code.unit) && canReach(unit));
  const sourcesFor = (amount: bigint | null) => (self === null ? [] : sourcesOf(units, { self, holdings, amount }));
  const before = sourcesFor(code.amount);
  const first = before.find(({ unit }) => unit.id === chosen) ?? before[0];
  const amount = code.amount ?? typedAmount(typed, first);
  const exact = sourcesFor(amount);
  const source = exact.find(({ unit }) => unit.id === first?.unit.id) ?? null;
  return { sources: exact, source, choose, typed, type, amount };
}

function typedAmount(typed: string, source: MoneySource | undefined): bigint | null {
  const read = source === undefined ? null : readAmount(typed, source.unit.decimals);
  return read?.ok === true ? read.value : null;
}

function Sum({ fixed, choice }: { readonly fixed: bigint | null; readonly choice: PayeeChoice }): ReactNode {
  const t = useT();
  const money = useMoney();
  const typedError = useTypedAmountError();
  const { source, typed, type } = choice;
  if (source === null) return null;
  const { unit } = source;
  if (fixed === null) {
    return (
      <AmountField
        label={t('consent.amount')}
        unit={unit.currency ?? unit.code}
        value={typed}
        error={typedError(typed, unit.decimals)}
        onChange={type}
        size="large"
        autoFocus
      />
    );
  }
  return (
    <div className={styles['sum']}>
      <span>{t('consent.amount')}</span>
      <strong>{money.text(fixed, unit)}</strong>
    </div>
  );
}

function Sources({ facts, choice }: { readonly facts: ConsentFacts; readonly choice: PayeeChoice }): ReactNode {
  const t = useT();
  if (choice.sources.length === 0) return <AlertBanner tone="info">{t('consent.obstacle.nothing')}</AlertBanner>;
  return (
    <SourceChoice
      sources={choice.sources}
      people={facts.people}
      chosen={choice.source?.unit.id ?? null}
      onChoose={choice.choose}
    />
  );
}

interface PayParts extends Pick<FoundProps<'payee'>, 'code' | 'onDone' | 'onWallet'> {
  readonly choice: PayeeChoice;
  readonly self: ConsentFacts['self'];
  readonly spend: Spend;
}

function usePay({ code, choice: { source, amount }, self, spend, onDone, onWallet }: PayParts): () => void {
  const tell = usePaidNotice(onWallet);
  const { wallet } = useWorkspace();
  return () => {
    if (source === null || amount === null) return;
    const what = { to: code.payee, unit: source.unit.id, amount, intent: spend.intent };
    const isPromise = source.available === null;
    spend.run(
      () => (isPromise ? wallet.promiseUnits(what) : wallet.payUnits(what)),
      ({ payment }) => {
        tell({ payment, unit: source.unit, self });
        onDone();
      },
    );
  };
}
