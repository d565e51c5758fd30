import { CalendarClock, Plus, Repeat } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Mandate } from '@services/workspace/walletTrade.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Section } from '@ui/layout/Panel.tsx';
import { PlainHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import type { WalletPageProps } from '../room/pageProps.ts';
import { useMandates } from '../trade/useTrade.ts';
import { MandateRow } from './MandateRow.tsx';
import { NewMandateDialog } from './NewMandateDialog.tsx';

/** What one pays regularly or with one press, and what others pay oneself (WAL-UI-43). */
export function MandatesPage(_props: WalletPageProps): ReactNode {
  const t = useT();
  const mandates = useMandates();
  const [isMaking, setMaking] = useState(false);
  if (mandates.status === 'loading') return <WalletPageSkeleton />;
  const all = mandates.status === 'ready' ? mandates.value : [];
  const press = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
      {t('trade.mandate.new')}
    </Button>
  );
  return (
    <WalletPage
      label={t('trade.mandates')}
      header={
        <PlainHeader title={t('trade.mandates')} text={t('trade.mandates.text')} actions={all.length > 0 && press} />
      }
    >
      {all.length === 0 && (
        <EmptyState title={t('trade.mandates.empty')} actions={press}>
          {t('trade.mandates.empty.text')}
        </EmptyState>
      )}
      <Group title={t('trade.mandates.own')} mandates={all.filter(({ own }) => own)} />
      <Group title={t('trade.mandates.others')} mandates={all.filter(({ own }) => !own)} />
      {isMaking && <NewMandateDialog onClose={() => setMaking(false)} />}
    </WalletPage>
  );
}

const ENDED: ReadonlySet<Mandate['stage']> = new Set<Mandate['stage']>(['stopped', 'over']);

function Group({ title, mandates }: { readonly title: string; readonly mandates: readonly Mandate[] }): ReactNode {
  if (mandates.length === 0) return null;
  const running = mandates.filter(({ stage }) => !ENDED.has(stage));
  const ended = mandates.filter(({ stage }) => ENDED.has(stage));
  return (
    <Section title={title}>
      {[...running, ...ended].map((mandate) => (
        <MandateRow
          key={mandate.id}
          mandate={mandate}
          icon={mandate.isAutomatic ? <CalendarClock aria-hidden /> : <Repeat aria-hidden />}
        />
      ))}
    </Section>
  );
}
