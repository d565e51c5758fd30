import { type ReactNode, useState } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { PersonFace, PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import { BillCode } from './BillCode.tsx';
import type { FoundProps } from './codeProps.ts';
import styles from './Codes.module.css';
import { useUnitNames } from './useUnitNames.ts';
import { useUnits } from './useUnits.ts';

/** Someone's one-time code: what is to be asked of them is typed here, and they see it before they pay. */
export function FoundPayer({ code, text, onWallet, onDone }: FoundProps<'payer'>): ReactNode {
  const t = useT();
  const personOf = usePeople();
  const { all, isLoading } = useUnits();
  const [asked, setAsked] = useState<Asked | null>(null);
  const payer = personOf(code.payer);
  if (payer.standing === 'self') return <AlertBanner tone="info">{t('codes.payer.own')}</AlertBanner>;
  if (asked !== null) return <BillCode {...asked} onNew={onDone} onWallet={onWallet} />;
  const [first] = all;
  return (
    <div className={styles['stack']}>
      <div className={styles['centred']}>
        <PersonFace person={payer} size="large" />
        <p>
          <T id="codes.payer.title" values={{ name: <PersonMark person={payer} /> }} />
        </p>
      </div>
      {first !== undefined && <AskForm text={text} payer={code.payer} units={all} first={first} onAsked={setAsked} />}
      {first === undefined && !isLoading && (
        <EmptyState title={t('codes.payer.nothing')}>{t('codes.payer.nothing.text')}</EmptyState>
      )}
    </div>
  );
}

interface Asked {
  readonly request: RecordId;
  readonly unit: Unit;
  readonly amount: bigint;
}

interface AskFormProps {
  readonly text: string;
  readonly payer: FoundProps<'payer'>['code']['payer'];
  readonly units: readonly Unit[];
  readonly first: Unit;
  readonly onAsked: (asked: Asked) => void;
}

function AskForm({ units, first, ...props }: AskFormProps): ReactNode {
  const t = useT();
  const nameOf = useUnitNames();
  const typedError = useTypedAmountError();
  const [unitId, setUnitId] = useState<string>(first.id);
  const [typed, setTyped] = useState('');
  const [memo, setMemo] = useState('');
  const unit = units.find(({ id }) => id === unitId) ?? first;
  const amount = readAmount(typed, unit.decimals);
  const { act, send } = useAsk({ ...props, unit, memo });
  const errorText = useErrorText();
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        if (amount.ok) send(amount.value);
      }}
    >
      <Select
        label={t('codes.receive.unit')}
        value={unitId}
        options={units.map((each) => ({ value: each.id as string, label: nameOf(each) }))}
        onChange={setUnitId}
      />
      <AmountField
        label={t('codes.payer.amount')}
        unit={unit.currency ?? unit.code}
        size="large"
        autoFocus
        value={typed}
        error={typedError(typed, unit.decimals)}
        onChange={setTyped}
      />
      <TextField label={t('codes.memo')} value={memo} maxLength={140} onChange={setMemo} />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['buttons']}>
        <Button type="submit" variant="primary" disabled={!amount.ok} pending={act.isPending}>
          {t('codes.payer.ask')}
        </Button>
      </div>
    </form>
  );
}

/** Makes the request and sends it. Where only the sending fails, its code can still be shown. */
function useAsk({
  text,
  payer,
  unit,
  memo,
  onAsked,
}: Omit<AskFormProps, 'units' | 'first'> & Pick<Asked, 'unit'> & { readonly memo: string }) {
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const send = (amount: bigint) =>
    act.run(
      async () => {
        const made = await wallet.makeBill({ units: [unit.id], amount, memo: memo.trim(), payer });
        if (!made.ok) return made;
        const sent = await wallet.answerPayerCode(text, made.value.request);
        return sent.ok || sent.error.code === 'code-unreachable' ? made : sent;
      },
      ({ request }) => onAsked({ request, unit, amount }),
    );
  return { act, send };
}
