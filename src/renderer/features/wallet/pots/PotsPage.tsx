import { PiggyBank, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { PlainHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import type { WalletPageProps } from '../room/pageProps.ts';
import { usePots } from '../trade/useTrade.ts';
import { NewPotDialog } from './NewPotDialog.tsx';
import { PotSection } from './PotSection.tsx';

/** What one keeps apart, and by which rules (WAL-UI-44). */
export function PotsPage(_props: WalletPageProps): ReactNode {
  const t = useT();
  const pots = usePots();
  const [isMaking, setMaking] = useState(false);
  if (pots.status === 'loading') return <WalletPageSkeleton />;
  const all = pots.status === 'ready' ? pots.value : [];
  const press = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
      {t('trade.pot.new')}
    </Button>
  );
  return (
    <WalletPage
      label={t('trade.pots')}
      header={<PlainHeader title={t('trade.pots')} text={t('trade.pots.text')} actions={all.length > 0 && press} />}
    >
      {all.length === 0 && (
        <EmptyState title={t('trade.pots.empty')} actions={press}>
          {t('trade.pots.empty.text')}
        </EmptyState>
      )}
      {all.map((pot) => (
        <PotSection key={pot.id} pot={pot} icon={<PiggyBank aria-hidden />} />
      ))}
      {isMaking && <NewPotDialog onClose={() => setMaking(false)} />}
    </WalletPage>
  );
}
