import type { ReactNode } from 'react';
import { cleanWords } from '@shared/cleanLine.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import styles from './Consent.module.css';
import { ConsentDialog } from './ConsentDialog.tsx';
import { Payee, Reason } from './ConsentFrame.tsx';
import { LeavesLater } from './LeavesLater.tsx';
import { PaidAlready } from './PaidAlready.tsx';
import { Origin } from './Origin.tsx';
import { SourceChoice } from './SourceChoice.tsx';
import { purposeOf } from '../payment/usePurposes.ts';
import { type ConsentFacts, useConsentFacts } from './useConsentFacts.ts';
import { type RequestChoice, useRequestChoice } from './useRequestChoice.ts';
import { PromiseInstead } from '../dialogs/own/PromiseInstead.tsx';
import { usePaidNotice } from './usePaidNotice.ts';
import { type Spend, useSpend } from './useSpend.tsx';

export interface RequestConsentProps {
  readonly request: PaymentRequest;
  readonly space: SpaceId | undefined;
  readonly onWallet: (wish: WalletWish) => void;
  readonly onDone: () => void;
}

/** Whom, how much, what for and with what; the yes counts once all that has been in sight for a while (PAY-UI-70 to PAY-UI-72). */
export function RequestConsent({ request, space, onWallet, onDone }: RequestConsentProps): ReactNode {
  const t = useT();
  const facts = useConsentFacts(request.payee);
  const choice = useRequestChoice(request, facts);
  const spend = useSpend(onDone);
  const pay = usePay({ request, space, onWallet, choice, self: facts.self, spend, onDone });
  const { obstacle, source } = choice;
  return (
    <ConsentDialog
      asked={`${request.id} ${source?.unit.id ?? ''}`}
      canPay={choice.canPay && !spend.isBusy}
      onPay={obstacle === null ? pay : null}
      over={overOf(choice)}
      onClose={onDone}
    >
      <Payee account={request.payee} person={facts.people.get(request.payee)} isKnownPayee={facts.isKnownPayee} />
      <Sum request={request} choice={choice} />
      <WhatFor request={request} facts={facts} />
      <Origin space={space} />
      {obstacle === null ? (
        <>
          <SourceChoice
            sources={choice.sources}
            people={facts.people}
            chosen={source?.unit.id ?? null}
            onChoose={(unit) => {
              choice.choose(unit);
              spend.clear();
            }}
          />
          <PaidAlready
            payee={request.payee}
            source={source}
            amount={choice.amount}
            note={purposeOf(request)}
            request={request.id}
          />
          <LeavesLater source={source} amount={choice.amount} />
        </>
      ) : (
        <AlertBanner tone="info">{t(`consent.obstacle.${obstacle}`)}</AlertBanner>
      )}
      {choice.isShort && request.payer === facts.self && <PromiseInstead request={request} people={facts.people} />}
      {noticeOf(choice, spend)}
    </ConsentDialog>
  );
}

function overOf({ isOver, obstacle }: RequestChoice): 'paid' | 'nothing' | null {
  if (!isOver) return null;
  return obstacle === 'done' ? 'paid' : 'nothing';
}

/** Of what is over nothing is asked any more, no PIN either. */
function noticeOf({ isOver }: RequestChoice, { notice }: Spend): ReactNode {
  return isOver ? null : notice;
}

interface PayParts extends RequestConsentProps {
  readonly self: AccountId | null;
  readonly choice: RequestChoice;
  readonly spend: Spend;
}

function usePay({ request, space, onWallet, self, choice: { source, amount }, spend, onDone }: PayParts): () => void {
  const tell = usePaidNotice(onWallet);
  const { wallet } = useWorkspace();
  return () => {
    if (source === null || amount === null) return;
    const chosen = request.amount === null ? amount : undefined;
    spend.run(
      () => wallet.payRequest(request.id, source.unit.id, chosen),
      ({ payment }) => {
        // In a chat its card says how it stands, where a notice would lie over it.
        if (space === undefined) tell({ payment, unit: source.unit, self });
        onDone();
      },
    );
  };
}

interface SumProps {
  readonly request: PaymentRequest;
  readonly choice: RequestChoice;
}

/** How much: as asked for, or as the payer chooses. */
function Sum({ request, choice: { source, typed, type } }: SumProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const typedError = useTypedAmountError();
  const unit = source?.unit ?? request.units[0];
  if (request.amount === null) {
    const code = unit?.currency ?? unit?.code ?? '';
    return (
      <AmountField
        label={t('consent.amount')}
        unit={code}
        value={typed}
        error={typedError(typed, request.decimals)}
        onChange={type}
        size="large"
        autoFocus
      />
    );
  }
  return (
    <div className={styles['sum']}>
      <span className={styles['muted']}>{t('consent.amount')}</span>
      <strong>{unit === undefined ? money.number(request.amount, request) : money.text(request.amount, unit)}</strong>
    </div>
  );
}

/** The payee's words and lines, said to be theirs. */
function WhatFor({ request, facts }: { readonly request: PaymentRequest; readonly facts: ConsentFacts }): ReactNode {
  const t = useT();
  const money = useMoney();
  const name = facts.people.get(request.payee)?.name ?? '';
  const label =
    name === '' ? (
      t('consent.words.stranger')
    ) : (
      <T id="consent.words" values={{ name: <PersonName>{name}</PersonName> }} />
    );
  return (
    <>
      <Reason label={label} words={cleanWords(request.memo)} />
      {request.lines.length > 0 && (
        <ul className={styles['lines']}>
          {request.lines.map((line, place) => (
            <li key={place}>
              <bdi>{line.count === 1 ? cleanWords(line.text) : `${line.count} × ${cleanWords(line.text)}`}</bdi>
              <span>{money.number(line.amount * BigInt(line.count), request)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
