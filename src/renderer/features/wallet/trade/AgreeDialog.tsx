import { type ReactNode, useState } from 'react';
import type { UnitId } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import type { ShownPerson } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';
import { AgreementSums } from './AgreementSums.tsx';
import styles from './Trade.module.css';
import { UnitChoice } from './UnitChoice.tsx';
import type { Agreeable } from './useTrade.ts';

export interface AgreeDialogProps {
  readonly person: ShownPerson;
  readonly choices: readonly Agreeable[];
  readonly onClose: () => void;
}

/** Proposes what there is of a promise between two: what the records say, what it is to be, and what that changes stand above the button (WAL-UI-46). */
export function AgreeDialog({ person, choices, onClose }: AgreeDialogProps): ReactNode {
  const t = useT();
  const [chosen, setChosen] = useState<UnitId | null>(null);
  const choice = choices.find(({ unit }) => unit.id === chosen) ?? choices[0];
  if (choice === undefined) return null;
  return (
    <AgreeForm key={choice.unit.id} {...{ person, choice, onClose }}>
      {choices.length > 1 && (
        <UnitChoice label={t('trade.unit')} options={choices} value={choice.unit.id} onChange={setChosen} />
      )}
    </AgreeForm>
  );
}

interface AgreeFormProps {
  readonly person: ShownPerson;
  readonly choice: Agreeable;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function AgreeForm({ person, choice, onClose, children }: AgreeFormProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const spend = useSpend(onClose);
  const { unit, amount: found, isClaim } = choice;
  const sum = useBalance(choice);
  const name = <PersonName>{person.shownName}</PersonName>;
  const { balance } = sum;
  const propose = () => {
    if (balance === null) return;
    spend.run(
      () => wallet.proposeAgreement({ person: person.account, unit: unit.id, balance }),
      () => {
        onClose();
        toast({ text: <T id="trade.agree.proposed" values={{ name }} /> });
      },
    );
  };
  return (
    <FormDialog
      title={t('trade.agree')}
      press={t('trade.agree.propose')}
      isReady={balance !== null}
      isPending={spend.isBusy}
      onSubmit={propose}
      onClose={onClose}
    >
      <p className={styles['hint']}>{t('trade.agree.text')}</p>
      {children}
      <AmountField
        label={t('trade.agree.balance')}
        unit={unit.currency ?? unit.code}
        value={sum.typed}
        onChange={sum.type}
        size="large"
        autoFocus
        error={sum.error}
      />
      {balance !== null && (
        <div className={styles['against']}>
          <AgreementSums {...{ unit, found, balance, isClaim, person }} />
        </div>
      )}
      {spend.notice}
    </FormDialog>
  );
}

/** What is typed as a sum from nothing on: unlike a payment, an agreement can be that there is nothing. */
function useBalance({ unit, amount }: Agreeable) {
  const money = useMoney();
  const amountError = useAmountError();
  const [typed, type] = useState(money.number(amount, unit));
  const read = readAmount(typed, unit.decimals);
  if (read.ok) return { typed, type, balance: read.value, error: null };
  if (read.error.code === 'zero') return { typed, type, balance: 0n, error: null };
  const error = read.error.code === 'empty' ? null : amountError(read.error, unit.decimals);
  return { typed, type, balance: null, error };
}
