import { type ReactNode, useMemo, useState } from 'react';
import { payeeCode } from '@domain/paycode/payCode.ts';
import { type UnitId, holderOf } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useT } from '@i18n/useT.tsx';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { BillCode } from './BillCode.tsx';
import { CodeCard } from './CodeCard.tsx';
import styles from './Codes.module.css';
import { useUnitNames } from './useUnitNames.ts';
import { useUnits } from './useUnits.ts';

/** Stands for "whatever they have": no unit is named. */
const ANY = '';

export interface ReceiveCodeProps {
  readonly unit: UnitId | undefined;
  readonly onWallet: (wish: WalletWish) => void;
}

/** A code by which one is paid: fixed or open amount. With unit and amount a signed request can be made of it, which works without a network. */
export function ReceiveCode({ unit: first, onWallet }: ReceiveCodeProps): ReactNode {
  const { all, isLoading } = useUnits();
  const [bill, setBill] = useState<Bill | null>(null);
  if (isLoading) return <Skeleton shape="block" />;
  if (bill !== null) return <BillCode {...bill} onNew={() => setBill(null)} onWallet={onWallet} />;
  return <ReceiveForm units={all} first={first ?? ANY} onMade={setBill} />;
}

interface ReceiveFormProps {
  readonly units: readonly Unit[];
  readonly first: string;
  readonly onMade: (bill: Bill) => void;
}

function ReceiveForm({ units, first, onMade }: ReceiveFormProps): ReactNode {
  const t = useT();
  const typedError = useTypedAmountError();
  const [unitId, setUnitId] = useState(first);
  const [typed, setTyped] = useState('');
  const [memo, setMemo] = useState('');
  const { unit, amount, isWrong } = chosenOf(units, unitId, typed);
  const code = usePayeeCode({ unit, amount, memo });
  return (
    <div className={styles['stack']}>
      {code !== null && !isWrong && <CodeCard code={code} label={t('codes.receive.alt')} />}
      <p className={styles['how']}>{t('codes.receive.how')}</p>
      <UnitSelect units={units} value={unitId} onChange={setUnitId} />
      {unit !== null && (
        <AmountField
          label={t('codes.receive.amount')}
          description={t('codes.receive.amount.hint')}
          unit={unit.currency ?? unit.code}
          value={typed}
          error={typedError(typed, unit.decimals)}
          onChange={setTyped}
        />
      )}
      <TextField label={t('codes.memo')} value={memo} maxLength={140} onChange={setMemo} />
      {unit !== null && amount !== null && <MakeBill unit={unit} amount={amount} memo={memo} onMade={onMade} />}
    </div>
  );
}

/** The unit, and the amount where one was typed that can be read. */
function chosenOf(units: readonly Unit[], unitId: string, typed: string) {
  const unit = units.find(({ id }) => id === unitId) ?? null;
  if (unit === null || typed.trim() === '') return { unit, amount: null, isWrong: false };
  const read = readAmount(typed, unit.decimals);
  return { unit, amount: read.ok ? read.value : null, isWrong: !read.ok };
}

interface UnitSelectProps {
  readonly units: readonly Unit[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function UnitSelect({ units, value, onChange }: UnitSelectProps): ReactNode {
  const t = useT();
  const nameOf = useUnitNames();
  const options = units.map((unit) => ({ value: unit.id as string, label: nameOf(unit) }));
  return (
    <Select
      label={t('codes.receive.unit')}
      value={value}
      options={[{ value: ANY, label: t('codes.receive.any') }, ...options]}
      onChange={onChange}
    />
  );
}

interface PayeeParts {
  readonly unit: Unit | null;
  readonly amount: bigint | null;
  readonly memo: string;
}

/** The code of oneself as a payee; null while one's account is not known. */
function usePayeeCode({ unit, amount, memo }: PayeeParts): string | null {
  const workspace = useWorkspace();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  if (own.status !== 'ready') return null;
  const code = payeeCode({
    to: holderOf(own.value.account),
    memo: memo.trim(),
    ...(unit === null ? {} : { unit: unit.id }),
    ...(unit === null || amount === null ? {} : { amount }),
  });
  return code.ok ? code.value : null;
}

interface Bill {
  readonly unit: Unit;
  readonly amount: bigint;
  readonly request: Extract<WalletWish, { kind: 'pay-request' }>['request'];
}

interface MakeBillProps {
  readonly unit: Unit;
  readonly amount: bigint;
  readonly memo: string;
  readonly onMade: (bill: Bill) => void;
}

/** Makes it a signed request: proof of what was asked, and the first of two codes where there is no network. */
function MakeBill({ unit, amount, memo, onMade }: MakeBillProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const make = () =>
    act.run(
      () => wallet.makeBill({ units: [unit.id], amount, memo: memo.trim() }),
      ({ request }) => onMade({ unit, amount, request }),
    );
  return (
    <>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['buttons']}>
        <Button variant="primary" pending={act.isPending} onClick={make}>
          {t('codes.receive.sign')}
        </Button>
      </div>
    </>
  );
}
