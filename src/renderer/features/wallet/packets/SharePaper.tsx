import { type ReactNode, useMemo } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Packet } from '@services/workspace/walletPackets.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Packets.module.css';
import { useCountUp } from './useCountUp.ts';
import type { usePacketPeople } from './usePacketPeople.ts';
import { NO_PAYMENT } from './noPayment.ts';

export interface SharePaperProps {
  readonly packet: Packet;
  readonly people: ReturnType<typeof usePacketPeople>;
  /** The amount counts up, once. */
  readonly isCounting: boolean;
}

/** What one got: how much, whose promise it is, and whether that is certain yet (WAL-65). */
export function SharePaper({ packet, people, isCounting }: SharePaperProps): ReactNode {
  const money = useMoney();
  const t = useT();
  const { unit, mine, from } = packet;
  const amount = mine.amount ?? 0n;
  const counted = useCountUp(amount, isCounting);
  const isCertain = useIsCertain(packet);
  const issuer = people(unit.issuer);
  const name = <PersonName>{issuer.shownName}</PersonName>;
  return (
    <>
      <span className={styles['got']}>{t('packets.got')}</span>
      <strong className={styles['share']} aria-hidden>
        {money.text(counted, unit)}
      </strong>
      <VisuallyHidden>
        <span role="status">{money.text(amount, unit)}</span>
      </VisuallyHidden>
      <span className={styles['promise']}>
        <T id={unit.issuer === from ? 'packets.promise.sender' : 'packets.promise.of'} values={{ name }} />
      </span>
      {!isCertain && (
        <span className={styles['uncertain']}>
          <T id="packets.uncertain" values={{ name }} />
        </span>
      )}
    </>
  );
}

/** Whether the share is one's own by the issuer's word; a promise is as soon as it is here. */
function useIsCertain({ mine: { payment } }: Packet): boolean {
  const { wallet } = useWorkspace();
  const shown = useQueryValue<Payment | null>(
    useMemo(() => (payment === null ? NO_PAYMENT : wallet.payment(payment)), [wallet, payment]),
    null,
  );
  return shown?.finality.kind === 'final';
}
