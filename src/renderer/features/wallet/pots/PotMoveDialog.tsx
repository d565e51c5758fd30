import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { Pot } from '@services/workspace/walletTrade.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import { PersonField } from '../dialogs/PersonField.tsx';
import { type Circle, useCircle } from '../dialogs/useCircle.ts';
import { useHoldings, useWallet } from '../room/useRoom.ts';
import { UnitChoice, type UnitOption } from '../trade/UnitChoice.tsx';
import { useAmount } from '../trade/useAmount.ts';

/** Into a pot, out of it, or from it to somebody. */
export type PotMove = 'fill' | 'empty' | 'pay';

export interface PotMoveDialogProps {
  readonly pot: Pot;
  readonly move: PotMove;
  readonly onClose: () => void;
}

/** Moves something in, out, or to somebody the pot may pay. */
export function PotMoveDialog({ pot, move, onClose }: PotMoveDialogProps): ReactNode {
  const t = useT();
  const holdings = useHoldings();
  const circle = useCircle(undefined);
  const [chosen, setChosen] = useState<UnitId | null>(null);
  if (holdings.status !== 'ready') return null;
  const held = holdings.value.filter(({ unit, available }) => unit.expiresDays === undefined && available > 0n);
  const options: readonly UnitOption[] = move === 'fill' ? held : pot.rows;
  const usable = move === 'pay' ? options.filter(({ unit }) => payeesOf(pot, unit, circle).length > 0) : options;
  const option = usable.find(({ unit }) => unit.id === chosen) ?? usable[0];
  const title = t(`trade.pot.${move}.title`);
  if (option === undefined) {
    return (
      <FormDialog
        title={title}
        press={t(`trade.pot.${move}`)}
        isReady={false}
        isPending={false}
        onSubmit={() => undefined}
        onClose={onClose}
      >
        <AlertBanner tone="info">{t(`trade.pot.${move}.nothing`)}</AlertBanner>
      </FormDialog>
    );
  }
  const choice = <UnitChoice label={t('trade.unit')} options={usable} value={option.unit.id} onChange={setChosen} />;
  return <MoveForm key={option.unit.id} {...{ pot, move, option, circle, choice, title, onClose }} />;
}

/** Whom a pot can pay with a unit: what may not be passed on goes back to who promised it. */
function payeesOf(pot: Pot, unit: Unit, { people, self }: Circle): readonly AccountId[] {
  // Whom its rule names it pays, contact or not.
  const allowed = pot.to?.filter((account) => account !== self) ?? people.map(({ account }) => account);
  return unit.transferable ? allowed : allowed.filter((account) => account === unit.issuer);
}

interface MoveFormProps extends PotMoveDialogProps {
  readonly option: UnitOption;
  readonly circle: Circle;
  readonly choice: ReactNode;
  readonly title: string;
}

function mostOf(pot: Pot, move: PotMove, { unit, available = 0n }: UnitOption): bigint {
  if (move === 'fill' || pot.perDay === null) return available;
  const spent = pot.rows.find((row) => row.unit.id === unit.id)?.spentToday ?? 0n;
  const left = pot.perDay > spent ? pot.perDay - spent : 0n;
  return left < available ? left : available;
}

function MoveForm({ pot, move, option, circle, choice, title, onClose }: MoveFormProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const spend = useSpend(onClose);
  const { unit } = option;
  const payees = payeesOf(pot, unit, circle);
  const [named, setTo] = useState<AccountId | null>(null);
  const [only, ...more] = payees;
  const to = only !== undefined && more.length === 0 ? only : named;
  const sum = useAmount(unit, mostOf(pot, move, option));
  const { amount } = sum;
  const isReady = amount !== null && (move !== 'pay' || to !== null);
  const act = (moved: bigint) => {
    const what = { unit: unit.id, amount: moved, intent: spend.intent };
    if (move === 'fill') return wallet.fillPot(pot.id, what);
    if (move === 'empty' || to === null) return wallet.emptyPot(pot.id, what);
    return wallet.payFromPot(pot.id, { to, ...what });
  };
  const submit = () => {
    if (!isReady) return;
    spend.run(
      () => act(amount),
      () => {
        onClose();
        toast({ text: t('trade.pot.moved') });
      },
    );
  };
  return (
    <FormDialog
      title={title}
      press={t(`trade.pot.${move}`)}
      isReady={isReady}
      isPending={spend.isBusy}
      onSubmit={submit}
      onClose={onClose}
    >
      {choice}
      {move === 'pay' && (
        <PersonField
          label={t('trade.pot.to')}
          circle={{ ...circle, people: payees.map(circle.personOf) }}
          person={to}
          isFixed={payees.length === 1}
          onChange={setTo}
        />
      )}
      <AmountField
        label={t('wallet.amount')}
        unit={unit.currency ?? unit.code}
        value={sum.typed}
        onChange={sum.type}
        size="large"
        autoFocus
        error={sum.error}
      />
      {spend.notice}
    </FormDialog>
  );
}
