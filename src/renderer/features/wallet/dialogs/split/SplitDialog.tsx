import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { MAX_CARD_NOTE, MAX_CARD_PARTS } from '@domain/chat/walletCard.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from '../Dialogs.module.css';
import { FormDialog } from '../FormDialog.tsx';
import { UnitField, useCountChoice } from '../own/UnitField.tsx';
import { moneyUnitOf, useOwnPromises } from '../own/useOwnPromise.ts';
import { useCircle } from '../useCircle.ts';
import { ShareRows } from './ShareRows.tsx';
import { SPLIT_MODES } from './shares.ts';
import { useSplit } from './useSplit.ts';
import { useSplitForm } from './useSplitForm.ts';

export interface SplitDialogProps {
  readonly space: SpaceId;
  readonly onDone: () => void;
}

/** To split a bill one paid among those in a chat: each is asked for their share. */
export function SplitDialog({ space, onDone }: SplitDialogProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const typedError = useTypedAmountError();
  const circle = useCircle(space);
  const promises = useOwnPromises();
  const choice = useCountChoice(promises);
  const unit = moneyUnitOf(choice.promise);
  const form = useSplitForm(circle, unit);
  const act = useAct<WorkspaceErrorCode>();
  const errorText = useErrorText();
  const split = useSplit();
  const { shares } = form.division;
  const isTooMany = shares.size > MAX_CARD_PARTS;
  const isReady = promises.units !== null && form.isReady && !isTooMany;
  const submit = () => {
    const bill = { space, self: circle.self, shares, note: form.note, unit };
    act.run(() => split({ ...bill, unitOf: () => promises.unitOf(choice.promise) }), onDone);
  };
  return (
    <FormDialog
      title={t('payments.split.heading')}
      press={t('payments.split.press')}
      isReady={isReady}
      isPending={act.isPending}
      onSubmit={submit}
      onClose={onDone}
    >
      <AmountField
        label={t('payments.split.total')}
        unit={unit.currency ?? unit.code}
        value={form.typed}
        onChange={form.setTyped}
        size="large"
        autoFocus
        error={typedError(form.typed, unit.decimals)}
      />
      <UnitField label={t('payments.ask.in')} promises={promises} choice={choice} />
      <Select
        label={t('payments.split.mode')}
        value={form.mode}
        options={SPLIT_MODES.map((value) => ({ value, label: t(`payments.split.mode.${value}`) }))}
        onChange={form.setMode}
      />
      <ShareRows form={form} circle={circle} unit={unit} />
      <TextField
        label={t('payments.note')}
        placeholder={t('payments.split.note.hint')}
        maxLength={MAX_CARD_NOTE}
        value={form.note}
        onChange={form.setNote}
      />
      {form.total !== null && (
        <p className={styles['truth']}>{t('payments.truth.split', { total: money.text(form.total, unit) })}</p>
      )}
      {isTooMany && <AlertBanner tone="warning">{t('payments.split.many', { most: MAX_CARD_PARTS })}</AlertBanner>}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}
