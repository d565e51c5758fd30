import { type ReactNode, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Unit, WalletPerson, WalletWorkspace } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import { PersonFace, PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import styles from './Till.module.css';

export interface TopUpDialogProps {
  readonly unit: Unit;
  readonly onDone: () => void;
}

const NOBODY: ReadonlyMap<AccountId, WalletPerson> = new Map();

/** Gives a customer new units for what they paid in: whom by their code or from the people one knows. */
export function TopUpDialog({ unit, onDone }: TopUpDialogProps): ReactNode {
  const t = useT();
  const [customer, setCustomer] = useState<AccountId | null>(null);
  return (
    <Dialog isOpen title={t('till.topUp')} closeLabel={t('common.close')} onClose={onDone}>
      {customer === null ? (
        <WhoIsIt onFound={setCustomer} />
      ) : (
        <HowMuch unit={unit} customer={customer} onBack={() => setCustomer(null)} onDone={onDone} />
      )}
    </Dialog>
  );
}

type CustomerError = WorkspaceErrorCode | 'not-a-customer';

function WhoIsIt({ onFound }: { readonly onFound: (customer: AccountId) => void }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const mediaErrorText = useMediaErrorText();
  const media = useMedia();
  const { wallet } = useWorkspace();
  const act = useAct<CustomerError>();
  const words = useCodeWords({ link: t('till.topUp.link'), placeholder: 'banyan://pay#…' });
  return (
    <div className={styles['form']}>
      <PeopleSelect onFound={onFound} />
      {act.error !== null && (
        <AlertBanner tone="danger">
          {act.error === 'not-a-customer' ? t('till.topUp.other') : errorText(act.error)}
        </AlertBanner>
      )}
      <CodeIntake
        means={media}
        words={words}
        errorText={mediaErrorText}
        onFound={(text) => act.run(() => customerOf(wallet, text), onFound)}
      />
    </div>
  );
}

/** Whose code it is: one to be paid by, or one to pay by. */
async function customerOf(
  wallet: Pick<WalletWorkspace, 'readCode'>,
  text: string,
): Promise<Result<AccountId, Failure<CustomerError>>> {
  const read = await wallet.readCode(text);
  if (!read.ok) return read;
  if (read.value.kind === 'payee') return ok(read.value.payee);
  return read.value.kind === 'payer' ? ok(read.value.payer) : fail('not-a-customer', read.value.kind);
}

function PeopleSelect({ onFound }: { readonly onFound: (customer: AccountId) => void }): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const people = useQueryValue(
    useMemo(() => wallet.people(), [wallet]),
    NOBODY,
  );
  const contacts = [...people.values()].filter(({ standing }) => standing === 'contact');
  if (contacts.length === 0) return null;
  const options = contacts.map(({ account, name }) => ({ value: account as string, label: isolate(name) }));
  return (
    <Select
      label={t('till.topUp.who')}
      value=""
      options={[{ value: '', label: t('till.topUp.choose') }, ...options]}
      onChange={(value) => {
        const chosen = contacts.find(({ account }) => account === value);
        if (chosen !== undefined) onFound(chosen.account);
      }}
    />
  );
}

interface HowMuchProps extends TopUpDialogProps {
  readonly customer: AccountId;
  readonly onBack: () => void;
}

function HowMuch({ unit, customer, onBack, onDone }: HowMuchProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const toast = useToast();
  const personOf = usePeople();
  const { wallet } = useWorkspace();
  const spend = useSpend(onDone);
  const typedError = useTypedAmountError();
  const [typed, setTyped] = useState('');
  const amount = readAmount(typed, unit.decimals);
  const person = personOf(customer);
  const give = () => {
    if (!amount.ok) return;
    spend.run(
      () => wallet.promiseUnits({ to: customer, unit: unit.id, amount: amount.value, intent: spend.intent }),
      () => {
        toast({
          text: t('till.topUp.done', { amount: money.text(amount.value, unit), name: isolate(person.shownName) }),
        });
        onDone();
      },
    );
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <div className={styles['who']}>
        <PersonFace person={person} size="large" />
        <PersonMark person={person} />
      </div>
      {person.standing === 'stranger' && <AlertBanner tone="warning">{t('till.topUp.stranger')}</AlertBanner>}
      <AmountField
        label={t('till.topUp.amount')}
        unit={unit.currency ?? unit.code}
        size="large"
        autoFocus
        value={typed}
        error={typedError(typed, unit.decimals)}
        onChange={setTyped}
      />
      <p className={styles['hint']}>{t('till.topUp.text')}</p>
      {spend.notice}
      <div className={styles['buttons']}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button type="submit" variant="primary" disabled={!amount.ok} pending={spend.isBusy}>
          {t('till.topUp.give')}
        </Button>
      </div>
    </form>
  );
}
