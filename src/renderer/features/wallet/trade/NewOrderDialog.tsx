import { Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { MAX_LINES } from '@domain/wallet/records/tradeRecords.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { T, useT } from '@i18n/useT.tsx';
import type { OrderLine } from '@services/workspace/walletTrade.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import { PersonField } from '../dialogs/PersonField.tsx';
import { useCircle } from '../dialogs/useCircle.ts';
import { useHoldings, useIssued, useWallet } from '../room/useRoom.ts';
import styles from './Trade.module.css';
import { UnitChoice } from './UnitChoice.tsx';

export interface NewOrderDialogProps {
  readonly onClose: () => void;
  readonly onMade: (order: RecordId) => void;
}

interface DraftLine {
  readonly key: number;
  readonly text: string;
  readonly count: string;
  readonly price: string;
}

const blank = (key: number): DraftLine => ({ key, text: '', count: '1', price: '' });

function readLine({ text, count, price }: DraftLine, unit: Unit): OrderLine | null {
  const amount = readAmount(price, unit.decimals);
  const pieces = /^\d{1,7}$/.test(count) ? Number(count) : 0;
  const isSound = text.trim() !== '' && pieces >= 1 && pieces <= 1_000_000 && amount.ok;
  return isSound ? { text: text.trim(), count: pieces, amount: amount.value } : null;
}

/** Asks somebody to pay a bill of lines, in one's own promise or in one that one takes. */
export function NewOrderDialog({ onClose, onMade }: NewOrderDialogProps): ReactNode {
  const t = useT();
  const issued = useIssued();
  const holdings = useHoldings();
  const [chosen, setChosen] = useState<UnitId | null>(null);
  if (issued.status !== 'ready' || holdings.status !== 'ready') return null;
  const taken = holdings.value.filter(({ unit }) => unit.transferable);
  const options = [...issued.value.map(({ unit }) => ({ unit })), ...taken.map(({ unit }) => ({ unit }))];
  const unit = (options.find((option) => option.unit.id === chosen) ?? options[0])?.unit;
  if (unit === undefined) {
    return (
      <FormDialog
        title={t('trade.order.new')}
        press={t('trade.order.ask')}
        isReady={false}
        isPending={false}
        onSubmit={() => undefined}
        onClose={onClose}
      >
        <AlertBanner tone="info">{t('trade.order.nothing')}</AlertBanner>
      </FormDialog>
    );
  }
  const choice = <UnitChoice label={t('trade.order.in')} options={options} value={unit.id} onChange={setChosen} />;
  return <OrderForm unit={unit} choice={choice} onClose={onClose} onMade={onMade} />;
}

function OrderForm({
  unit,
  choice,
  onClose,
  onMade,
}: NewOrderDialogProps & { readonly unit: Unit; readonly choice: ReactNode }): ReactNode {
  const t = useT();
  const money = useMoney();
  const wallet = useWallet();
  const toast = useToast();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const circle = useCircle(undefined);
  const [payer, setPayer] = useState<AccountId | null>(null);
  const [memo, setMemo] = useState('');
  const [drafts, setDrafts] = useState<readonly DraftLine[]>([blank(0)]);
  const read = drafts.map((draft) => readLine(draft, unit));
  const lines = read.filter((line) => line !== null);
  const total = lines.reduce((sum, { count, amount }) => sum + BigInt(count) * amount, 0n);
  const isReady = payer !== null && lines.length === drafts.length;
  const ask = () => {
    if (!isReady) return;
    act.run(
      () => wallet.askOrder({ units: [unit.id], lines, memo: memo.trim(), payer }),
      ({ request }) => {
        onClose();
        onMade(request);
        toast({ text: t('trade.order.asked') });
      },
    );
  };
  return (
    <FormDialog
      title={t('trade.order.new')}
      press={t('trade.order.ask')}
      isReady={isReady}
      isPending={act.isPending}
      onSubmit={ask}
      onClose={onClose}
    >
      <PersonField label={t('trade.order.to')} circle={circle} person={payer} isFixed={false} onChange={setPayer} />
      {choice}
      <DraftLines unit={unit} drafts={drafts} onChange={setDrafts} />
      <TextField label={t('trade.order.memo')} maxLength={280} value={memo} onChange={setMemo} />
      {total > 0n && (
        <p className={styles['against']}>
          <T id="trade.order.comes" values={{ amount: money.text(total, unit) }} />
        </p>
      )}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}

interface DraftLinesProps {
  readonly unit: Unit;
  readonly drafts: readonly DraftLine[];
  readonly onChange: (drafts: readonly DraftLine[]) => void;
}

function DraftLines({ unit, drafts, onChange }: DraftLinesProps): ReactNode {
  const t = useT();
  const typedError = useTypedAmountError();
  const change = (key: number, next: Partial<DraftLine>) =>
    onChange(drafts.map((draft) => (draft.key === key ? { ...draft, ...next } : draft)));
  const last = drafts.at(-1)?.key ?? 0;
  return (
    <fieldset className={styles['lines']}>
      <legend>{t('trade.order.lines')}</legend>
      {drafts.map(({ key, text, count, price }) => (
        <div key={key} className={styles['line']}>
          <TextField
            label={t('trade.order.line')}
            maxLength={120}
            value={text}
            onChange={(next) => change(key, { text: next })}
          />
          <TextField
            label={t('trade.order.count')}
            inputMode="numeric"
            value={count}
            onChange={(next) => change(key, { count: next })}
          />
          <AmountField
            label={t('trade.order.each')}
            unit={unit.currency ?? unit.code}
            value={price}
            error={typedError(price, unit.decimals)}
            onChange={(next) => change(key, { price: next })}
          />
          {drafts.length > 1 && (
            <IconButton
              icon={<X aria-hidden />}
              label={t('trade.order.drop')}
              onClick={() => onChange(drafts.filter((draft) => draft.key !== key))}
            />
          )}
        </div>
      ))}
      {drafts.length < MAX_LINES && (
        <div>
          <Button icon={<Plus aria-hidden />} onClick={() => onChange([...drafts, blank(last + 1)])}>
            {t('trade.order.more')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
