import { Banknote, Zap } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Settlement } from '@services/workspace/walletCodes.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { Row, Section } from '@ui/layout/Panel.tsx';
import type { PersonPartProps } from '../room/partProps.ts';
import styles from './Settle.module.css';
import { SettlementRow, stageOf } from './SettlementRow.tsx';

const NOTHING: readonly Settlement[] = [];

function useSettlements(): readonly Settlement[] {
  const { wallet } = useWorkspace();
  return useQueryValue(
    useMemo(() => wallet.settlements(), [wallet]),
    NOTHING,
  );
}

/** On a person's page: paying outside what one owes, being paid by invoice, and what either said. */
export function PersonSettlePart({ person, onWallet }: PersonPartProps): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const standing = useQuery(useMemo(() => wallet.standingWith(person), [wallet, person]));
  const between = useSettlements().filter(({ debtor, creditor }) => debtor === person || creditor === person);
  const owes = standing.status === 'ready' && standing.value.debts.some(({ amount }) => amount > 0n);
  const isOwed = standing.status === 'ready' && standing.value.claims.some(({ amount }) => amount > 0n);
  if (!owes && !isOwed && between.length === 0) return null;
  return (
    <Section title={t('settle.part.title')} description={t('settle.part.text')}>
      {between.length > 0 && (
        <ul className={styles['rows']}>
          {between.map((settlement) => (
            <SettlementRow key={settlement.id} settlement={settlement} />
          ))}
        </ul>
      )}
      {owes && (
        <Row icon={<Banknote aria-hidden />} title={t('settle.part.pay')} text={t('settle.part.pay.text')}>
          <Button onClick={() => onWallet({ kind: 'settle', person })}>{t('settle.part.pay.button')}</Button>
        </Row>
      )}
      {isOwed && (
        <Row icon={<Zap aria-hidden />} title={t('settle.part.invoice')} text={t('settle.part.invoice.text')}>
          <Button onClick={() => onWallet({ kind: 'invoice', person })}>{t('settle.part.invoice.button')}</Button>
        </Row>
      )}
    </Section>
  );
}

/** In the list: what others say to have paid, and wait for one's word on. */
export function WaitingSettlements(): ReactNode {
  const t = useT();
  const waiting = useSettlements().filter((each) => each.side === 'creditor' && stageOf(each) === 'open');
  if (waiting.length === 0) return null;
  return (
    <section className={styles['waiting']} aria-label={t('settle.waiting')}>
      <h2>{t('settle.waiting')}</h2>
      <ul className={styles['rows']}>
        {waiting.map((settlement) => (
          <SettlementRow key={settlement.id} settlement={settlement} />
        ))}
      </ul>
    </section>
  );
}
