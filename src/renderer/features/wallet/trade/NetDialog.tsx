import { type ReactNode, useState } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useUnitNames } from '../codes/useUnitNames.ts';
import { useSpend } from '../consent/useSpend.tsx';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import type { ShownPerson } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';
import styles from './Trade.module.css';
import { useAmount } from './useAmount.ts';
import type { NettablePair } from './useTrade.ts';

export interface NetDialogProps {
  readonly person: ShownPerson;
  readonly pairs: readonly NettablePair[];
  readonly onClose: () => void;
}

/** Offers to cancel out what two owe each other: what goes on both sides stands above the button. */
export function NetDialog({ person, pairs, onClose }: NetDialogProps): ReactNode {
  const [chosen, setChosen] = useState(0);
  const pair = pairs[chosen] ?? pairs[0];
  if (pair === undefined) return null;
  return (
    <NetForm
      key={`${pair.claim.unit.id} ${pair.debt.unit.id}`}
      person={person}
      pair={pair}
      choice={pairs.length > 1 && <PairChoice pairs={pairs} chosen={chosen} onChange={setChosen} />}
      onClose={onClose}
    />
  );
}

function PairChoice(props: {
  readonly pairs: readonly NettablePair[];
  readonly chosen: number;
  readonly onChange: (chosen: number) => void;
}): ReactNode {
  const t = useT();
  const nameOf = useUnitNames();
  const options = props.pairs.map(({ claim, debt }, index) => ({
    value: String(index),
    label: t('trade.net.pair', { claim: nameOf(claim.unit), debt: nameOf(debt.unit) }),
  }));
  return (
    <Select
      label={t('trade.net.which')}
      value={String(props.chosen)}
      options={options}
      onChange={(value) => props.onChange(Number(value))}
    />
  );
}

interface NetFormProps {
  readonly person: ShownPerson;
  readonly pair: NettablePair;
  readonly choice: ReactNode;
  readonly onClose: () => void;
}

function NetForm({ person, pair, choice, onClose }: NetFormProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const wallet = useWallet();
  const toast = useToast();
  const spend = useSpend(onClose);
  const { claim, debt, most } = pair;
  const sum = useAmount(claim.unit, most, money.number(most, claim.unit));
  const [note, setNote] = useState('');
  const name = <PersonName>{person.shownName}</PersonName>;
  const { amount } = sum;
  const offer = () => {
    if (amount === null) return;
    spend.run(
      () =>
        wallet.offerNet({ claim: claim.unit.id, debt: debt.unit.id, amount, note: note.trim(), intent: spend.intent }),
      () => {
        onClose();
        toast({ text: <T id="trade.net.offered" values={{ name }} /> });
      },
    );
  };
  return (
    <FormDialog
      title={t('trade.net')}
      press={t('trade.net.offer')}
      isReady={amount !== null}
      isPending={spend.isBusy}
      onSubmit={offer}
      onClose={onClose}
    >
      {choice}
      <AmountField
        label={t('trade.net.amount')}
        unit={claim.unit.currency ?? claim.unit.code}
        value={sum.typed}
        onChange={sum.type}
        size="large"
        autoFocus
        error={sum.error}
      />
      <TextField label={t('trade.note')} maxLength={140} value={note} onChange={setNote} />
      {amount !== null && (
        <p className={styles['against']}>
          <T
            id="trade.net.truth"
            values={{ name, claim: money.text(amount, claim.unit), debt: money.text(amount, debt.unit) }}
          />
        </p>
      )}
      {spend.notice}
    </FormDialog>
  );
}
