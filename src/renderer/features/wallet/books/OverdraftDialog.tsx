import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { type HolderId, holderOf } from '@domain/wallet/ids.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useWallet } from '../room/useRoom.ts';
import styles from './Books.module.css';
import { useContacts, useDeed } from './useBooks.ts';

export interface OverdraftDialogProps {
  readonly book: UnitBookView;
  /** Null: to be chosen. */
  readonly holder: HolderId | null;
  readonly onClose: () => void;
}

/** How much a holder may owe. */
export function OverdraftDialog({ book, holder, onClose }: OverdraftDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const money = useMoney();
  const wallet = useWallet();
  const deed = useDeed();
  const typedError = useTypedAmountError();
  const { unit } = book;
  const known = book.overdrafts.find((each) => each.holder === holder);
  const [chosen, setChosen] = useState<HolderId | null>(holder);
  const [typed, setTyped] = useState(() => (known === undefined ? '' : money.number(known.max, unit)));
  const amount = readAmount(typed, unit.decimals);
  const set = (max: bigint) => {
    if (chosen !== null) deed.run(() => wallet.setOverdraft(unit.id, chosen, max), 'books.overdraft.done', onClose);
  };
  return (
    <Dialog isOpen title={t('books.overdraft.title')} size="small" closeLabel={t('common.close')} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (amount.ok) set(amount.value);
        }}
      >
        {holder === null && <WhoField onChange={setChosen} />}
        <AmountField
          label={t('books.overdraft.amount')}
          value={typed}
          unit={unit.currency ?? unit.code}
          error={typedError(typed, unit.decimals)}
          onChange={setTyped}
        />
        {deed.error !== null && <AlertBanner tone="danger">{errorText(deed.error)}</AlertBanner>}
        <div className={styles['actions']}>
          {known !== undefined && <Button onClick={() => set(0n)}>{t('books.overdraft.end')}</Button>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" pending={deed.isPending} disabled={!amount.ok || chosen === null}>
            {t('books.overdraft.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function WhoField({ onChange }: { readonly onChange: (holder: HolderId | null) => void }): ReactNode {
  const t = useT();
  const contacts = useContacts();
  const [account, setAccount] = useState<AccountId | ''>('');
  if (contacts.length === 0) return <p className={styles['hint']}>{t('books.witness.nobody')}</p>;
  const options = [
    { value: '' as const, label: '–' },
    ...contacts.map(({ account: value, name }) => ({ value, label: name })),
  ];
  return (
    <Select
      label={t('books.overdraft.who')}
      value={account}
      options={options}
      onChange={(value) => {
        setAccount(value);
        onChange(value === '' ? null : holderOf(value));
      }}
    />
  );
}
