import type { WalletContentLinks } from '../walletProps.ts';

/** What a page of the wallet is given. */
export interface WalletPageProps extends WalletContentLinks {
  /** What follows its name in the address: of `#/wallet/unit/<id>` the id; empty where nothing follows. */
  readonly rest: string;
}

/** A page's address, taken apart. */
export function walletPlaceOf(selected: string): { readonly name: string; readonly rest: string } {
  const cut = selected.indexOf('/');
  return cut === -1 ? { name: selected, rest: '' } : { name: selected.slice(0, cut), rest: selected.slice(cut + 1) };
}
