import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useAct } from '@ui/hooks/useAct.ts';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import { PersonField } from '../dialogs/PersonField.tsx';
import { useCircle } from '../dialogs/useCircle.ts';
import { useHoldings, useWallet } from '../room/useRoom.ts';
import { dayStart, dayText } from '../trade/day.ts';
import { UnitChoice } from '../trade/UnitChoice.tsx';
import { useAmount } from '../trade/useAmount.ts';

type Use = 'anything' | 'savings' | 'one';

/** Makes a pot: for anything, to save until a day, or for one place with a limit a day. Its rules never change. */
export function NewPotDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const now = useNow();
  const form = usePotForm(onClose);
  const { use, circle, perDay, unit, units } = form;
  return (
    <FormDialog
      title={t('trade.pot.new')}
      press={t('trade.pot.make')}
      isReady={form.isReady}
      isPending={form.isPending}
      onSubmit={form.make}
      onClose={onClose}
    >
      <TextField label={t('trade.pot.name')} maxLength={64} autoFocus value={form.name} onChange={form.setName} />
      <RadioGroup
        label={t('trade.pot.use')}
        value={use}
        onChange={form.setUse}
        options={(['anything', 'savings', 'one'] as const).map((value) => ({
          value,
          label: t(`trade.pot.use.${value}`),
          description: t(`trade.pot.use.${value}.text`),
        }))}
      />
      {use === 'savings' && (
        <TextField
          label={t('trade.pot.until')}
          type="date"
          min={dayText(now)}
          value={form.until}
          onChange={form.setUntil}
          error={form.until !== '' && dayStart(form.until) === null ? t('trade.day.invalid') : null}
        />
      )}
      {use === 'one' && (
        <>
          <PersonField
            label={t('trade.pot.for')}
            circle={circle}
            person={form.payee}
            isFixed={false}
            onChange={form.setPayee}
          />
          {unit !== null && (
            <>
              <UnitChoice label={t('trade.unit')} options={units} value={unit.id} onChange={form.setUnit} />
              <AmountField
                label={t('trade.pot.perDay')}
                description={t('trade.pot.perDay.text')}
                unit={unit.currency ?? unit.code}
                value={perDay.typed}
                onChange={perDay.type}
                error={perDay.error}
              />
            </>
          )}
          <Checkbox
            label={t('trade.pot.back')}
            description={t('trade.pot.back.text')}
            checked={form.isBack}
            onChange={form.setBack}
          />
        </>
      )}
      <Checkbox label={t('trade.pot.device')} checked={form.isThisDevice} onChange={form.setThisDevice} />
      <PotError error={form.error} />
    </FormDialog>
  );
}

function PotError({ error }: { readonly error: WorkspaceErrorCode | null }): ReactNode {
  const errorText = useErrorText();
  return error === null ? null : <AlertBanner tone="danger">{errorText(error)}</AlertBanner>;
}

function usePotForm(onClose: () => void) {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  const circle = useCircle(undefined);
  const holdings = useHoldings();
  const units = holdings.status === 'ready' ? holdings.value : [];
  const [name, setName] = useState('');
  const [use, setUse] = useState<Use>('anything');
  const [until, setUntil] = useState('');
  const [payee, setPayee] = useState<AccountId | null>(null);
  const [chosen, setUnit] = useState<UnitId | null>(null);
  const [isBack, setBack] = useState(true);
  const [isThisDevice, setThisDevice] = useState(false);
  const unit = (units.find((each) => each.unit.id === chosen) ?? units[0])?.unit ?? null;
  const perDay = useAmount(unit);
  const day = dayStart(until);
  const isSound = use === 'anything' || (use === 'savings' ? day !== null : payee !== null && perDay.error === null);
  const isReady = name.trim() !== '' && isSound && circle.self !== null;
  const rulesOf = (self: AccountId) => {
    if (use === 'savings') return day === null ? {} : { notBefore: day };
    if (use === 'anything' || payee === null) return {};
    const to = isBack ? [payee, self] : [payee];
    return { to, ...(perDay.amount === null ? {} : { perDay: perDay.amount }) };
  };
  const make = () => {
    const { self } = circle;
    if (!isReady || self === null) return;
    act.run(
      () => wallet.createPot({ name: name.trim(), ...rulesOf(self), isThisDeviceOnly: isThisDevice }),
      () => {
        onClose();
        toast({ text: t('trade.pot.made') });
      },
    );
  };
  return {
    ...{ name, setName, use, setUse, until, setUntil, payee, setPayee, unit, units, setUnit, perDay },
    ...{ isBack, setBack, isThisDevice, setThisDevice, circle, isReady, make },
    isPending: act.isPending,
    error: act.error,
  };
}
