import { type ReactNode, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { MintView } from '@services/workspace/mintWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import { useCircle } from '../dialogs/useCircle.ts';
import { AmountForm, amountOf } from './AmountForm.tsx';
import styles from './Cashu.module.css';
import { TokenDialog } from './TokenDialog.tsx';
import { useMint, useMintActs } from './useMints.ts';

const NOBODY: ReadonlySet<AccountId> = new Set();
const ANYONE = '';

export interface SendTokenDialogProps {
  readonly url: string | undefined;
  readonly onDone: () => void;
}

/** Makes a token: for whoever has it, or locked to a contact (CSH-UI-7). */
export function SendTokenDialog({ url, onDone }: SendTokenDialogProps): ReactNode {
  const mint = useMint(url);
  const [entry, setEntry] = useState<string | null>(null);
  if (entry !== null) return <TokenDialog entry={entry} onDone={onDone} />;
  return mint === null ? null : <SendForm mint={mint} onMade={setEntry} onDone={onDone} />;
}

interface SendFormProps {
  readonly mint: MintView;
  readonly onMade: (entry: string) => void;
  readonly onDone: () => void;
}

function SendForm({ mint, onMade, onDone }: SendFormProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const mints = useMintActs();
  const act = useAct<WorkspaceErrorCode>();
  const [unit, setUnit] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [person, setPerson] = useState<AccountId | null>(null);
  const { balance, amount } = amountOf(mint, unit, typed);
  if (balance === undefined) return null;
  const submit = () => {
    if (!amount.ok) return;
    const token = { mint: mint.url, unit: balance.unit, amount: amount.value };
    act.run(
      () => mints.sendCoins(person === null ? token : { ...token, person }),
      ({ entry }) => onMade(entry),
    );
  };
  return (
    <FormDialog
      title={t('cashu.send.title')}
      press={t('cashu.send.press')}
      isReady={amount.ok}
      isPending={act.isPending}
      onSubmit={submit}
      onClose={onDone}
    >
      <AmountForm
        label={t('cashu.send.amount')}
        {...{ mint, balance, typed }}
        showsBalance
        onUnit={setUnit}
        onType={setTyped}
      />
      {mint.canLock && <LockField person={person} onChange={setPerson} />}
      <p className={styles['quiet']}>{t(person === null ? 'cashu.send.bearer' : 'cashu.send.lock.hint')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}

interface LockFieldProps {
  readonly person: AccountId | null;
  readonly onChange: (person: AccountId | null) => void;
}

/** Who alone can redeem it: contacts that told a key. */
function LockField({ person, onChange }: LockFieldProps): ReactNode {
  const t = useT();
  const mints = useMintActs();
  const { people } = useCircle(undefined);
  const lockable = useQueryValue(
    useMemo(() => mints.lockable(), [mints]),
    NOBODY,
  );
  const able = people.filter(({ account }) => lockable.has(account));
  const options: { readonly value: string; readonly label: string }[] = [
    { value: ANYONE, label: t('cashu.send.anyone') },
    ...able.map(({ account, shownName }) => ({ value: account as string, label: shownName })),
  ];
  return (
    <Select
      label={t('cashu.send.lock')}
      description={able.length === 0 ? t('cashu.send.lock.none') : undefined}
      value={person ?? ANYONE}
      options={options}
      onChange={(value) => onChange(able.find(({ account }) => account === value)?.account ?? null)}
    />
  );
}
