import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { ActivityFilter } from '@services/workspace/walletWorkspace.ts';
import { Section } from '@ui/layout/Panel.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { usePeople } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';
import styles from './Recent.module.css';
import { PaymentRow } from './PaymentRow.tsx';
import { usePurposes } from './usePurposes.ts';

const SHOWN = 8;
const NONE = [] as const;

export interface RecentPaymentsProps extends ActivityFilter {
  /** The page with all of them. */
  readonly href: string;
}

/** The newest payments of a unit or with somebody, and the way to the rest. */
export function RecentPayments({ unit, person, href }: RecentPaymentsProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const personOf = usePeople();
  const purposeOf = usePurposes();
  const payments = useQueryValue(
    useMemo(
      () => wallet.activity({ ...(unit !== undefined && { unit }), ...(person !== undefined && { person }) }),
      [wallet, unit, person],
    ),
    NONE,
  );
  if (payments.length === 0) return null;
  return (
    <Section title={t('wallet.recent')}>
      <ul>
        {payments.slice(0, SHOWN).map((payment) => (
          <li key={payment.id}>
            <PaymentRow payment={payment} personOf={personOf} purpose={purposeOf(payment)} />
          </li>
        ))}
      </ul>
      {payments.length > SHOWN && (
        <a className={styles['more']} href={href}>
          {t('wallet.recent.all', { count: payments.length })}
        </a>
      )}
    </Section>
  );
}
