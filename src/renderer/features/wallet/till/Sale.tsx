import { Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { type Cart, type CartPress, totalOf } from './cart.ts';
import { Keypad } from './Keypad.tsx';
import { Shelf } from './Shelf.tsx';
import styles from './Till.module.css';

export interface SaleProps {
  readonly unit: Unit;
  readonly cart: Cart;
  readonly isBusy: boolean;
  readonly onPress: (press: CartPress) => void;
  readonly onCharge: () => void;
}

/** Ringing up: what is sold on one side, the sum and the keypad on the other. */
export function Sale({ unit, cart, isBusy, onPress, onCharge }: SaleProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const total = totalOf(cart);
  return (
    <div className={styles['sale']}>
      <Shelf unit={unit} onItem={(item) => onPress({ kind: 'item', item })} />
      <section className={styles['register']} aria-label={t('till.sale')}>
        <output className={styles['total']} aria-label={t('till.total')}>
          {money.text(total, unit)}
        </output>
        <CartLines cart={cart} unit={unit} onPress={onPress} />
        <Keypad onPress={onPress} onCharge={onCharge} />
        <Button variant="primary" size="large" disabled={total === 0n} pending={isBusy} onClick={onCharge}>
          {t('till.charge', { amount: money.text(total, unit) })}
        </Button>
      </section>
    </div>
  );
}

function CartLines({ cart, unit, onPress }: Pick<SaleProps, 'cart' | 'unit' | 'onPress'>): ReactNode {
  const t = useT();
  const money = useMoney();
  if (cart.lines.length === 0) return null;
  return (
    <ul className={styles['lines']}>
      {cart.lines.map((line) => (
        <li key={`${line.key} ${line.price}`}>
          <span className={styles['lineName']}>
            <bdi dir="auto">{line.name === '' ? t('till.other') : line.name}</bdi>
          </span>
          {line.count > 1 && <span>{`× ${line.count}`}</span>}
          <span>{money.number(line.price * BigInt(line.count), unit)}</span>
          <IconButton
            size="small"
            label={t('till.less')}
            icon={<Minus aria-hidden />}
            onClick={() => onPress({ kind: 'less', key: line.key })}
          />
        </li>
      ))}
    </ul>
  );
}
