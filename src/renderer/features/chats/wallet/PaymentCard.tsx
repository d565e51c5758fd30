import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { WalletCard } from '@domain/chat/walletCard.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { CardFrame, CardSkeleton, Status } from './CardFrame.tsx';
import { MissingCard } from './MissingCard.tsx';
import { PaymentActs } from './PaymentActs.tsx';
import { PaymentStatus } from './PaymentStatus.tsx';
import { usePayment } from './usePayment.ts';
import { usePeopleNames } from './usePeopleNames.ts';
import { useWalletLinks } from './walletContext.ts';
import styles from './WalletCards.module.css';

export interface RecordCardProps {
  readonly id: RecordId;
  readonly card: WalletCard;
  readonly author: AccountId;
}

export interface PaymentCardProps extends RecordCardProps {
  /** When it was told, ms. */
  readonly toldAt: number;
}

/** A payment told in a conversation. */
export function PaymentCard({ id, card, author, toldAt }: PaymentCardProps): ReactNode {
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
      <When at={payment.at} toldAt={toldAt} />
      <PaymentActs payment={payment} people={people} />
    </CardFrame>
  );
}

/** How long after a payment came a card is about a new one, ms: who pays tells of it at once. */
const NEW_FOR = 600_000;

/** When a payment came here: a card about an old one must not look like another payment (PAY-UI-7). */
function When({ at, toldAt }: { readonly at: number; readonly toldAt: number }): ReactNode {
  const t = useT();
  const date = useFormats().full(at);
  if (toldAt - at > NEW_FOR) return <Status tone="warning" text={t('payments.card.old', { date })} />;
  return <span className={styles['issuer']}>{t('payments.card.when', { date })}</span>;
}
