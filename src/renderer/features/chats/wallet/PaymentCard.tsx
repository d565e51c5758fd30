import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { WalletCard } from '@domain/chat/walletCard.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T } from '@i18n/useT.tsx';
import { CardFrame, CardSkeleton } from './CardFrame.tsx';
import { MissingCard } from './MissingCard.tsx';
import { PaymentActs } from './PaymentActs.tsx';
import { PaymentStatus } from './PaymentStatus.tsx';
import { usePayment } from './usePayment.ts';
import { usePeopleNames } from './usePeopleNames.ts';
import { useWalletLinks } from './walletContext.ts';

export interface RecordCardProps {
  readonly id: RecordId;
  readonly card: WalletCard;
  readonly author: AccountId;
}

/** A payment told in a conversation. */
export function PaymentCard({ id, card, author }: RecordCardProps): ReactNode {
  const money = useMoney();
  const people = usePeopleNames();
  const links = useWalletLinks();
  const found = usePayment(id);
  if (found.status === 'loading') return <CardSkeleton />;
  const payment = found.status === 'ready' ? found.value : null;
  if (payment === null) return <MissingCard card={card} author={author} />;
  const { side, from, to, unit, amount } = payment;
  const other = side === 'payer' ? to : from;
  return (
    <CardFrame
      title={
        <T id={`payments.card.title.${side}`} values={{ name: <PersonName>{people.nameOf(other)}</PersonName> }} />
      }
      amount={money.text(amount, unit)}
      issuer={
        <T
          id={unit.issuer === people.self ? 'payments.issuer.own' : 'payments.issuer'}
          values={{ name: <PersonName>{people.nameOf(unit.issuer)}</PersonName> }}
        />
      }
      note={card.note}
      onOpen={() => links.open(`payment/${id}`)}
    >
      <PaymentStatus payment={payment} people={people} />
      <PaymentActs payment={payment} people={people} />
    </CardFrame>
  );
}
