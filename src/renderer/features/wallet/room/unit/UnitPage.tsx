import { Send, Undo2 } from 'lucide-react';
import { type ReactNode, Suspense, useMemo } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { RecentPayments } from '../../payment/RecentPayments.tsx';
import { useGiveBack } from '../../payment/useSendBack.tsx';
import { PersonFace } from '../../people/PersonMark.tsx';
import { type ShownPerson, usePeople } from '../../people/usePeople.ts';
import type { WalletContentLinks } from '../../walletProps.ts';
import { FigureHeader, WalletPage, WalletPageSkeleton } from '../layout/WalletPage.tsx';
import type { WalletPageProps } from '../pageProps.ts';
import { unitParts } from '../parts.ts';
import { useHoldings, useWallet } from '../useRoom.ts';
import { StatementSection } from './StatementSection.tsx';
import { TermsSection } from './TermsSection.tsx';
import { TrustSection } from './TrustSection.tsx';
import { UnitNotices } from './UnitNotices.tsx';

/** One unit of someone else's: how much one has, what it is, how far one trusts it (WAL-UI-2). */
export function UnitPage({ rest, ...links }: WalletPageProps): ReactNode {
  const t = useT();
  const personOf = usePeople();
  const holdings = useHoldings();
  if (holdings.status === 'loading') return <WalletPageSkeleton />;
  const holding = holdings.status === 'ready' ? holdings.value.find(({ unit }) => unit.id === rest) : undefined;
  if (holding === undefined) {
    return <EmptyState title={t('wallet.unit.missing')}>{t('wallet.unit.missing.text')}</EmptyState>;
  }
  return <Unit holding={holding} issuer={personOf(holding.unit.issuer)} {...links} />;
}

interface UnitProps extends WalletContentLinks {
  readonly holding: Holding;
  readonly issuer: ShownPerson;
}

function Unit({ holding, issuer, ...links }: UnitProps): ReactNode {
  const { unit } = holding;
  const giveBack = useGiveBack();
  const back = useSendBack(holding, issuer, giveBack.ask);
  return (
    <WalletPage
      label={unit.name}
      header={<UnitHeader holding={holding} issuer={issuer} onSendBack={back} {...links} />}
    >
      <UnitNotices holding={holding} issuer={issuer} onSendBack={back} />
      <TermsSection unit={unit} issuer={issuer} />
      <TrustSection key={unit.id} holding={holding} issuer={issuer} />
      <Suspense fallback={null}>
        {unitParts.map((Part, index) => (
          <Part key={index} holding={holding} {...links} />
        ))}
      </Suspense>
      <RecentPayments unit={unit.id} href={`#/wallet/activity/unit/${unit.id}`} />
      <StatementSection unit={unit} issuer={issuer} />
      {giveBack.dialog}
    </WalletPage>
  );
}

/** Sends back what was received last; null where there is nothing to send. */
function useSendBack(
  { unit, available }: Holding,
  issuer: ShownPerson,
  ask: ReturnType<typeof useGiveBack>['ask'],
): (() => void) | null {
  const wallet = useWallet();
  const payments = useQueryValue(
    useMemo(() => wallet.activity({ unit: unit.id }), [wallet, unit.id]),
    [],
  );
  const last = payments.find(({ acts }) => acts.includes('send-back'));
  if (last === undefined || available <= 0n) return null;
  return () => ask({ payment: last.id, unit, most: available, kind: 'send-back', to: issuer });
}

interface UnitHeaderProps extends UnitProps {
  readonly onSendBack: (() => void) | null;
}

function UnitHeader({ holding, issuer, onSendBack, onWallet }: UnitHeaderProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { unit, balance, available, arriving } = holding;
  const isSame = available === balance && arriving === 0n;
  return (
    <FigureHeader
      face={<PersonFace person={issuer} size="large" />}
      title={<bdi dir="auto">{unit.name}</bdi>}
      text={
        <a href={`#/wallet/person/${unit.issuer}`}>
          <T id="wallet.by" values={{ name: <PersonName>{issuer.shownName}</PersonName> }} />
        </a>
      }
      figure={money.text(balance, unit)}
      figureLabel={
        isSame
          ? t('wallet.unit.confirmed')
          : t('wallet.unit.available', {
              available: money.number(available, unit),
              arriving: money.number(arriving, unit),
            })
      }
      actions={
        <>
          {unit.transferable && available > 0n && (
            <Button
              variant="primary"
              icon={<Send aria-hidden />}
              onClick={() => onWallet({ kind: 'pay', unit: unit.id })}
            >
              {t('wallet.unit.pay')}
            </Button>
          )}
          {!unit.transferable && available > 0n && (
            <Button
              variant="primary"
              icon={<Send aria-hidden />}
              onClick={() => onWallet({ kind: 'pay', unit: unit.id, person: unit.issuer })}
            >
              {t('wallet.unit.use', { name: isolate(issuer.shownName) })}
            </Button>
          )}
          {onSendBack !== null && (
            <Button icon={<Undo2 aria-hidden />} onClick={onSendBack}>
              {t('wallet.sendBack')}
            </Button>
          )}
        </>
      }
    />
  );
}
