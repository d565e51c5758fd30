/** What the parts of pages are given, see `parts.ts`. */
import type { AccountId } from '@shared/ids.ts';
import type { Holding, IssuedUnit, Payment } from '@services/workspace/walletWorkspace.ts';
import type { WalletContentLinks, WalletLinks } from '../walletProps.ts';

/** A group of rows in the list. */
export interface WalletListProps extends WalletLinks {
  /** The page that is open, the tail of `#/wallet/<page>`. */
  readonly selected: string | null;
}

/** On the page of a unit of someone else's that one has. */
export interface UnitPartProps extends WalletContentLinks {
  readonly holding: Holding;
}

/** On the page of a unit one issues: its book, its devices. */
export interface IssuedUnitPartProps extends WalletContentLinks {
  readonly issued: IssuedUnit;
}

/** On the page of what stands between oneself and someone. */
export interface PersonPartProps extends WalletContentLinks {
  readonly person: AccountId;
}

/** On the bill of a payment. */
export interface PaymentPartProps extends WalletContentLinks {
  readonly payment: Payment;
}
