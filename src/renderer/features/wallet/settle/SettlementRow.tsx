import { BadgeCheck, Banknote } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cleanLine } from '@shared/cleanLine.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { T, isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Settlement } from '@services/workspace/walletCodes.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import styles from './Settle.module.css';

/** Where a settlement stands. */
export function stageOf({ amount, confirmed, underWay }: Settlement): 'open' | 'underWay' | 'confirmed' {
  if (confirmed >= amount) return 'confirmed';
  return confirmed + underWay >= amount ? 'underWay' : 'open';
}

/** What someone says to have paid outside; the creditor is asked whether it arrived. */
export function SettlementRow({ settlement }: { readonly settlement: Settlement }): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const now = useNow();
  const personOf = usePeople();
  const { side, debtor, creditor, rail, railAmount, railCurrency, ref } = settlement;
  const stage = stageOf(settlement);
  const other = personOf(side === 'debtor' ? creditor : debtor);
  const facts = [isolate(`${railAmount} ${railCurrency}`), cleanLine(ref), formats.brief(settlement.at, now)];
  return (
    <li className={styles['row']} data-stage={stage}>
      {stage === 'confirmed' ? <BadgeCheck aria-hidden /> : <Banknote aria-hidden />}
      <div>
        <p>
          <T
            id={`settle.row.${side}.${stage}`}
            values={{
              name: <PersonMark person={other} />,
              how: t(`settle.by.${rail}`),
              amount: money.text(settlement.amount, settlement.unit),
            }}
          />
        </p>
        <p className={styles['hint']}>
          <bdi dir="auto">{facts.filter(Boolean).join(' · ')}</bdi>
        </p>
        {settlement.isProven && <p className={styles['proven']}>{t('settle.proven')}</p>}
        {side === 'creditor' && stage === 'open' && <DidItArrive settlement={settlement} />}
      </div>
    </li>
  );
}

function DidItArrive({ settlement }: { readonly settlement: Settlement }): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const spend = useSpend(() => undefined);
  const [wasDenied, setDenied] = useState(false);
  const rest = settlement.amount - settlement.confirmed - settlement.underWay;
  return (
    <>
      {wasDenied && <AlertBanner tone="info">{t('settle.notYet.text')}</AlertBanner>}
      {spend.notice}
      <div className={styles['answers']}>
        <ArmedButton
          asked={settlement.id}
          disabled={spend.isBusy}
          onClick={() =>
            spend.run(
              () => wallet.confirmSettled(settlement.id, rest),
              () => setDenied(false),
            )
          }
        >
          {t('settle.yes')}
        </ArmedButton>
        <Button onClick={() => setDenied(true)}>{t('settle.notYet')}</Button>
      </div>
    </>
  );
}
