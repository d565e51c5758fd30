import type { ReactNode } from 'react';
import { PaymentText } from '@i18n/PaymentText.tsx';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Status } from './CardFrame.tsx';
import { toneOf } from './usePayment.ts';
import type { PeopleNames } from './usePeopleNames.ts';

export interface PaymentStatusProps {
  readonly payment: Payment;
  readonly people: PeopleNames;
}

/** How a payment stands, what was given back of it, and whether it waits for a device that is off. */
export function PaymentStatus({ payment, people }: PaymentStatusProps): ReactNode {
  const t = useT();
  const isWaiting = useIsClerkOff(payment, people);
  return (
    <>
      <Status tone={toneOf(payment)} text={<PaymentWords payment={payment} people={people} />} />
      {isWaiting && <Status tone="open" text={t('payments.offline')} />}
      <GivenBack payment={payment} people={people} />
    </>
  );
}

/** The words of a payment's state, with names. */
export function PaymentWords({ payment, people: { nameOf } }: PaymentStatusProps): ReactNode {
  const money = useMoney();
  const { side, from, to, unit, amount, message, until, situation, sentBack, now } = payment;
  const name = <PersonName>{nameOf(side === 'payer' ? to : from)}</PersonName>;
  if (sentBack >= amount) return <T id={`payments.sentBack.all.${side}`} values={{ name }} />;
  const { finality } = situation;
  return (
    <PaymentText
      id={message}
      name={name}
      issuer={<PersonName>{nameOf(unit.issuer)}</PersonName>}
      amount={money.text(amount - sentBack, unit)}
      left={money.text(now?.left ?? amount - sentBack, unit)}
      until={finality.kind === 'guaranteed' ? finality.until : until}
    />
  );
}

function GivenBack({ payment, people: { nameOf } }: PaymentStatusProps): ReactNode {
  const money = useMoney();
  const { side, from, to, unit, amount, refunded, sentBack } = payment;
  const name = <PersonName>{nameOf(side === 'payer' ? to : from)}</PersonName>;
  const isPart = sentBack > 0n && sentBack < amount;
  return (
    <>
      {refunded > 0n && (
        <Status
          tone="ended"
          text={<T id={`payments.refunded.${side}`} values={{ name, amount: money.text(refunded, unit) }} />}
        />
      )}
      {isPart && (
        <Status
          tone="ended"
          text={<T id={`payments.sentBack.part.${side}`} values={{ name, amount: money.text(sentBack, unit) }} />}
        />
      )}
    </>
  );
}

/** Whether nothing can go on because nobody of the issuer's is linked now. */
function useIsClerkOff({ situation, unit }: Payment, { self }: PeopleNames): boolean {
  const online = useSnapshot(useWorkspace().presence);
  const isOpen = situation.word === 'sent' || situation.word === 'unwitnessed' || situation.word === 'held';
  return isOpen && unit.issuer !== self && !online.has(unit.issuer);
}
