import { type ReactNode, useMemo, useState } from 'react';
import { fromBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { readLightning } from '@domain/rail/lightning.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { PersonStanding } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import styles from './Settle.module.css';

export interface InvoiceDialogProps {
  readonly person: AccountId;
  readonly onDone: () => void;
}

type Claim = PersonStanding['claims'][number];

/** Asks someone to pay what they owe by a Lightning invoice of one's own: its preimage proves that they did (WAL-80). */
export function InvoiceDialog({ person, onDone }: InvoiceDialogProps): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const standing = useQuery(useMemo(() => wallet.standingWith(person), [wallet, person]));
  const claims = standing.status === 'ready' ? standing.value.claims.filter(({ amount }) => amount > 0n) : null;
  const [first] = claims ?? [];
  return (
    <Dialog isOpen title={t('settle.invoice.title')} closeLabel={t('common.close')} onClose={onDone}>
      {claims === null && <Skeleton shape="block" />}
      {claims !== null && first !== undefined && (
        <InvoiceForm person={person} claims={claims} first={first} onDone={onDone} />
      )}
      {claims?.length === 0 && (
        <EmptyState title={t('settle.invoice.nothing')}>{t('settle.invoice.nothing.text')}</EmptyState>
      )}
    </Dialog>
  );
}

interface InvoiceFormProps extends InvoiceDialogProps {
  readonly claims: readonly Claim[];
  readonly first: Claim;
}

function InvoiceForm({ person, claims, first, onDone }: InvoiceFormProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const amountError = useAmountError();
  const errorText = useErrorText();
  const personOf = usePeople();
  const [unitId, setUnitId] = useState<string>(first.unit.id);
  const claim = claims.find(({ unit }) => unit.id === unitId) ?? first;
  const [typed, setTyped] = useState(money.number(claim.amount, claim.unit));
  const [text, setText] = useState('');
  const amount = readAmount(typed, claim.unit.decimals);
  const isAmountSound = amount.ok && amount.value <= claim.amount;
  const beyond = isAmountSound ? null : t('wallet.amount.most', { amount: money.text(claim.amount, claim.unit) });
  const problem = amount.ok ? beyond : amountError(amount.error, claim.unit.decimals);
  const invoice = invoiceState(text.trim());
  const { act, ask } = useAsk(person, onDone);
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isAmountSound) ask(claim, amount.value, text.trim());
      }}
    >
      <p>
        <T id="settle.invoice.text" values={{ name: <PersonMark person={personOf(person)} /> }} />
      </p>
      {claims.length > 1 && (
        <Select
          label={t('settle.unit')}
          value={unitId}
          options={claims.map(({ unit }) => ({ value: unit.id as string, label: unit.name }))}
          onChange={setUnitId}
        />
      )}
      <AmountField
        label={t('settle.invoice.amount')}
        unit={claim.unit.currency ?? claim.unit.code}
        value={typed}
        error={problem}
        onChange={setTyped}
      />
      <TextField
        label={t('settle.address.lightning')}
        value={text}
        dir="ltr"
        spellCheck={false}
        error={invoice === 'wrong' ? t('settle.invoice.wrong') : null}
        onChange={setText}
      />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['buttons']}>
        <Button
          type="submit"
          variant="primary"
          disabled={!isAmountSound || invoice !== 'sound'}
          pending={act.isPending}
        >
          {t('settle.invoice.ask')}
        </Button>
      </div>
    </form>
  );
}

function invoiceState(text: string): 'none' | 'sound' | 'wrong' {
  if (text === '') return 'none';
  return readLightning(text).ok ? 'sound' : 'wrong';
}

function useAsk(payer: AccountId, onDone: () => void) {
  const t = useT();
  const toast = useToast();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const ask = ({ unit }: Claim, amount: bigint, text: string) => {
    const invoice = readLightning(text);
    const hash = invoice.ok ? fromBase64url(invoice.value.hash) : invoice;
    if (!invoice.ok || !hash.ok) return;
    const terms = { hash: hash.value, text: invoice.value.text };
    act.run(
      () => wallet.makeBill({ units: [unit.id], amount, memo: '', payer, until: invoice.value.until, invoice: terms }),
      () => {
        toast({ text: t('settle.invoice.asked') });
        onDone();
      },
    );
  };
  return { act, ask };
}
