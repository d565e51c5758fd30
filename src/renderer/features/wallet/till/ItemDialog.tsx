import { type ReactNode, useState } from 'react';
import { cleanLine } from '@shared/cleanLine.ts';
import { readAmount } from '@i18n/readAmount.ts';
import { useTypedAmountError } from '@i18n/useAmountError.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { TillItem } from '@services/workspace/walletCodes.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Till.module.css';

export interface ItemDialogProps {
  readonly unit: Unit;
  /** Null: a new one. */
  readonly item: TillItem | null;
  readonly onSave: (item: TillItem) => void;
  readonly onClose: () => void;
}

/** Name and price of something that is sold. */
export function ItemDialog({ unit, item, onSave, onClose }: ItemDialogProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const typedError = useTypedAmountError();
  const [name, setName] = useState(item?.name ?? '');
  const [typed, setTyped] = useState(item === null ? '' : money.number(item.price, unit));
  const price = readAmount(typed, unit.decimals);
  const clean = cleanLine(name);
  return (
    <Dialog
      isOpen
      title={t(item === null ? 'till.item.new' : 'till.item.edit')}
      closeLabel={t('common.close')}
      size="small"
      onClose={onClose}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (price.ok && clean !== '')
            onSave({ id: item?.id ?? crypto.randomUUID(), name: clean, price: price.value });
        }}
      >
        <TextField label={t('till.item.name')} value={name} maxLength={60} autoFocus onChange={setName} />
        <AmountField
          label={t('till.item.price')}
          unit={unit.currency ?? unit.code}
          value={typed}
          error={typedError(typed, unit.decimals)}
          onChange={setTyped}
        />
        <div className={styles['buttons']}>
          <Button type="submit" variant="primary" disabled={!price.ok || clean === ''}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
