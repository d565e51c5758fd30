import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import type { WalletLinks } from '../walletProps.ts';
import { type WalletEntry, walletEntries } from './entries.ts';
import { listParts } from './parts.ts';

export interface WalletListProps extends WalletLinks {
  /** The page that is open, the tail of `#/wallet/<page>`. */
  readonly selected: string | null;
}

/** What one has, unit by unit, and what leads on from there. */
export function WalletList(props: WalletListProps): ReactNode {
  const t = useT();
  return (
    <section aria-labelledby="wallet-title">
      <h1 id="wallet-title">{t('wallet.title')}</h1>
      {listParts.map((Part, index) => (
        <Part key={index} {...props} />
      ))}
      <ul>
        {walletEntries.map((entry) => (
          <li key={entry.title}>
            <EntryRow entry={entry} {...props} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryRow({ entry, selected, onWallet }: WalletListProps & { readonly entry: WalletEntry }): ReactNode {
  const t = useT();
  const { icon: Icon, title, hint } = entry;
  const shown = { leading: <Icon aria-hidden />, title: t(title), subtitle: t(hint) };
  return 'page' in entry ? (
    <ListRow {...shown} href={`#/wallet/${entry.page}`} selected={entry.page === selected} />
  ) : (
    <ListRow {...shown} onPress={() => onWallet(entry.wish)} />
  );
}
