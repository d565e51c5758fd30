import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { T, useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import { PayOutside } from './PayOutside.tsx';
import styles from './Settle.module.css';
import { SettleForm, type SettlePlan } from './SettleForm.tsx';
import { useDebts } from './useDebts.ts';

export interface SettleDialogProps {
  readonly person: AccountId;
  readonly unit: UnitId | undefined;
  readonly onDone: () => void;
}

/** To pay outside what one owes someone, and to say so. The debt falls by their word alone (PAY-UI-94). */
export function SettleDialog(props: SettleDialogProps): ReactNode {
  const t = useT();
  const [plan, setPlan] = useState<SettlePlan | null>(null);
  const { person, onDone } = props;
  return (
    <Dialog isOpen title={t('settle.title')} closeLabel={t('common.close')} isPressOutsideIgnored onClose={onDone}>
      <div className={styles['stack']}>
        {plan === null ? (
          <Plan {...props} onPlan={setPlan} />
        ) : (
          <PayOutside person={person} plan={plan} onBack={() => setPlan(null)} onDone={onDone} />
        )}
      </div>
    </Dialog>
  );
}

function Plan({
  person,
  unit,
  onPlan,
}: SettleDialogProps & { readonly onPlan: (plan: SettlePlan) => void }): ReactNode {
  const t = useT();
  const personOf = usePeople();
  const debts = useDebts(person);
  if (debts === null) return <Skeleton shape="block" />;
  const first = debts.find((debt) => debt.unit.id === unit) ?? debts[0];
  if (first !== undefined) return <SettleForm person={person} debts={debts} first={first} onPlan={onPlan} />;
  return (
    <EmptyState title={t('settle.nothing')}>
      <T id="settle.nothing.text" values={{ name: <PersonMark person={personOf(person)} /> }} />
    </EmptyState>
  );
}
