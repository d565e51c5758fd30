import type { ReactNode } from 'react';
import type { PaymentCategory } from '@domain/wallet/keptNotes.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { PersonFace } from '../people/PersonMark.tsx';
import type { ShownPerson } from '../people/usePeople.ts';
import styles from './Payment.module.css';
import { SignedAmount } from './SignedAmount.tsx';
import { otherOf, stateKeyOf, toneOf } from './stateOf.ts';

export interface PaymentRowProps {
  readonly payment: Payment;
  readonly personOf: (account: Payment['from']) => ShownPerson;
  readonly category?: PaymentCategory | undefined;
  /** What it was asked for, cleaned; empty where nobody says. */
  readonly purpose?: string;
}

/** One payment in a list: with whom, what for, how much of whose promise, what became of it. */
export function PaymentRow({ payment, personOf, category, purpose = '' }: PaymentRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const other = personOf(otherOf(payment));
  const issuer = personOf(payment.unit.issuer);
  return (
    <ListRow
      href={`#/wallet/payment/${payment.id}`}
      className={styles['row'] ?? ''}
      leading={<PersonFace person={other} />}
      title={<PersonName>{other.shownName}</PersonName>}
      meta={<SignedAmount payment={payment} />}
      subtitle={
        <>
          {purpose !== '' && <bdi dir="auto">{purpose}</bdi>}
          {purpose !== '' && ' · '}
          <T
            id={category === undefined ? 'wallet.row' : 'wallet.row.filed'}
            values={{
              at: formats.brief(payment.at, now),
              unit: <bdi dir="auto">{payment.unit.name}</bdi>,
              name: issuer.standing === 'self' ? t('wallet.you') : <PersonName>{issuer.shownName}</PersonName>,
              ...(category !== undefined && { category: t(`wallet.category.${category}`) }),
            }}
          />
        </>
      }
      trailing={
        <span className={styles['state']} data-tone={toneOf(payment)}>
          {t(stateKeyOf(payment))}
        </span>
      }
    />
  );
}
