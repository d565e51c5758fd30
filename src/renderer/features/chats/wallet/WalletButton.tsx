import { Gift, HandCoins, HandHelping, Send, Split } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { useWalletLinks } from './walletContext.ts';

/** Pay, ask, split, throw a red packet: what the wallet can do in a conversation. */
export function WalletButton({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const { ask } = useWalletLinks();
  const { space, kind, account } = conversation;
  const target = kind === 'direct' ? { space, person: account } : { space };
  return (
    <MenuButton
      label={t('payments.menu')}
      icon={<HandCoins aria-hidden />}
      items={[
        {
          id: 'pay',
          label: t('payments.menu.pay'),
          icon: <Send aria-hidden />,
          onAction: () => ask({ kind: 'pay', ...target }),
        },
        {
          id: 'ask',
          label: t('payments.menu.ask'),
          icon: <HandHelping aria-hidden />,
          onAction: () => ask({ kind: 'ask', ...target }),
        },
        {
          id: 'split',
          label: t('payments.menu.split'),
          icon: <Split aria-hidden />,
          onAction: () => ask({ kind: 'split', space }),
        },
        {
          id: 'packet',
          label: t('packets.title'),
          icon: <Gift aria-hidden />,
          onAction: () => ask({ kind: 'packet', space }),
        },
      ]}
    />
  );
}
