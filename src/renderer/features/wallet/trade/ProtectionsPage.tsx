import { Plus } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Protection } from '@services/workspace/walletTrade.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useUnitNames } from '../codes/useUnitNames.ts';
import { usePeople } from '../people/usePeople.ts';
import { PlainHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import type { WalletPageProps } from '../room/pageProps.ts';
import { NewProtectedDialog } from './NewProtectedDialog.tsx';
import { ProtectionSection } from './ProtectionSection.tsx';
import styles from './Trade.module.css';
import { useProtections } from './useTrade.ts';

/** Payments that are set aside until somebody lets them go, those one decides among them (WAL-UI-41). */
export function ProtectionsPage(_props: WalletPageProps): ReactNode {
  const t = useT();
  const protections = useProtections();
  const [isMaking, setMaking] = useState(false);
  if (protections.status === 'loading') return <WalletPageSkeleton />;
  const all = protections.status === 'ready' ? protections.value : [];
  const press = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
      {t('trade.protected.new')}
    </Button>
  );
  return (
    <WalletPage
      label={t('trade.protections')}
      header={
        <PlainHeader
          title={t('trade.protections')}
          text={t('trade.protections.text')}
          actions={all.length > 0 && press}
        />
      }
    >
      {all.length === 0 && (
        <EmptyState title={t('trade.protections.empty')} actions={press}>
          {t('trade.protections.empty.text')}
        </EmptyState>
      )}
      {all.map((protection) => (
        <One key={protection.payment} protection={protection} />
      ))}
      {isMaking && <NewProtectedDialog onClose={() => setMaking(false)} />}
    </WalletPage>
  );
}

function One({ protection }: { readonly protection: Protection }): ReactNode {
  const money = useMoney();
  const nameOf = useUnitNames();
  const personOf = usePeople();
  const title = useId();
  const { payment, side, from, to, unit, amount } = protection;
  const values = {
    amount: money.text(amount, unit),
    payer: <PersonName>{personOf(from).shownName}</PersonName>,
    payee: <PersonName>{personOf(to).shownName}</PersonName>,
  };
  return (
    <section className={styles['case']} aria-labelledby={title}>
      <h2 id={title}>
        <T id={`trade.protected.head.${side}`} values={values} />
      </h2>
      <small>{side === 'judge' ? nameOf(unit) : <a href={`#/wallet/payment/${payment}`}>{nameOf(unit)}</a>}</small>
      <ProtectionSection protection={protection} />
    </section>
  );
}
