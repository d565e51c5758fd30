import { type ReactNode, useState } from 'react';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { MAX_CARD_NOTE } from '@domain/chat/walletCard.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from '../Dialogs.module.css';
import { FormDialog } from '../FormDialog.tsx';
import { UnitField, useCountChoice } from '../own/UnitField.tsx';
import { moneyUnitOf, useOwnPromises } from '../own/useOwnPromise.ts';
import { PersonField } from '../PersonField.tsx';
import { useCircle } from '../useCircle.ts';
import { useAsk } from './useAsk.ts';

export interface AskDialogProps {
  readonly person?: AccountId | undefined;
  readonly space?: SpaceId | undefined;
  readonly onDone: () => void;
}

/** To ask someone for a payment. */
export function AskDialog({ person: given, space, onDone }: AskDialogProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const typedError = useTypedAmountError();
  const circle = useCircle(space);
  const promises = useOwnPromises();
  const choice = useCountChoice(promises);
  const unit = moneyUnitOf(choice.promise);
  const [person, setPerson] = useState<AccountId | null>(given ?? null);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const act = useAct<WorkspaceErrorCode>();
  const errorText = useErrorText();
  const ask = useAsk();
  const read = readAmount(typed, unit.decimals);
  const submit = () => {
    if (person === null || !read.ok) return;
    const tellIn = circle.spaceFor(person);
    const asked = {
      person,
      amount: read.value,
      note,
      unit,
      isInChat: space !== undefined,
      unitOf: () => promises.unitOf(choice.promise),
    };
    act.run(() => ask(asked, tellIn), onDone);
  };
  return (
    <FormDialog
      title={t('payments.ask.title')}
      press={
        read.ok ? t('payments.ask.press', { amount: money.text(read.value, unit) }) : t('payments.ask.press.empty')
      }
      isReady={promises.units !== null && person !== null && read.ok}
      isPending={act.isPending}
      onSubmit={submit}
      onClose={onDone}
    >
      <PersonField
        label={t('payments.ask.from')}
        circle={circle}
        person={person}
        isFixed={given !== undefined}
        onChange={setPerson}
      />
      <AmountField
        label={t('payments.amount')}
        unit={unit.currency ?? unit.code}
        value={typed}
        onChange={setTyped}
        size="large"
        autoFocus
        error={typedError(typed, unit.decimals)}
      />
      <UnitField label={t('payments.ask.in')} promises={promises} choice={choice} />
      <TextField
        label={t('payments.note')}
        placeholder={t('payments.note.hint')}
        maxLength={MAX_CARD_NOTE}
        value={note}
        onChange={setNote}
      />
      {person !== null && (
        <p className={styles['truth']}>
          <T id="payments.truth.ask" values={{ name: <PersonName>{circle.personOf(person).shownName}</PersonName> }} />
        </p>
      )}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}
