import { BookOpen, Eye, Hourglass, Send } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { IssuedUnit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { RecentPayments } from '../../payment/RecentPayments.tsx';
import { usePeople } from '../../people/usePeople.ts';
import type { WalletContentLinks } from '../../walletProps.ts';
import { useExport } from '../files/useExport.ts';
import { FigureHeader, WalletPage, WalletPageSkeleton } from '../layout/WalletPage.tsx';
import { KIND_ICONS } from '../list/rows.tsx';
import type { WalletPageProps } from '../pageProps.ts';
import { issuedUnitParts } from '../parts.ts';
import { TermsSection } from '../unit/TermsSection.tsx';
import { useIssued } from '../useRoom.ts';
import { HoldersSection } from './HoldersSection.tsx';
import styles from './Issued.module.css';

/** A unit one issues: what is out, who has it, who keeps its book and whether all is well (WAL-UI-3). */
export function IssuedPage({ rest, ...links }: WalletPageProps): ReactNode {
  const t = useT();
  const issued = useIssued();
  if (issued.status === 'loading') return <WalletPageSkeleton />;
  const found = issued.status === 'ready' ? issued.value.find(({ unit }) => unit.id === rest) : undefined;
  if (found === undefined) {
    return <EmptyState title={t('wallet.unit.missing')}>{t('wallet.unit.missing.text')}</EmptyState>;
  }
  return <Issued issued={found} {...links} />;
}

interface IssuedProps extends WalletContentLinks {
  readonly issued: IssuedUnit;
}

function Issued({ issued, ...links }: IssuedProps): ReactNode {
  const t = useT();
  const personOf = usePeople();
  const { unit } = issued;
  return (
    <WalletPage label={unit.name} header={<IssuedHeader issued={issued} {...links} />}>
      {issued.faults.length > 0 && (
        <AlertBanner tone="danger" title={t('wallet.issued.fault.title')}>
          {t('wallet.issued.fault.text')}
        </AlertBanner>
      )}
      <Figures issued={issued} />
      <HoldersSection issued={issued} personOf={personOf} />
      <BookSection issued={issued} />
      <Suspense fallback={null}>
        {issuedUnitParts.map((Part, index) => (
          <Part key={index} issued={issued} {...links} />
        ))}
      </Suspense>
      <TermsSection unit={unit} issuer={personOf(unit.issuer)} />
      <RecentPayments unit={unit.id} href={`#/wallet/activity/unit/${unit.id}`} />
    </WalletPage>
  );
}

function IssuedHeader({ issued, onWallet }: IssuedProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const exporting = useExport();
  const { unit } = issued;
  const Icon = KIND_ICONS[unit.kind];
  return (
    <FigureHeader
      face={
        <span className={styles['tile']}>
          <Icon aria-hidden />
        </span>
      }
      title={<bdi dir="auto">{unit.name}</bdi>}
      text={t('wallet.issued.by')}
      figure={money.text(issued.outstanding, unit)}
      figureLabel={t(`wallet.issued.outstanding.${unit.kind}`)}
      actions={
        <>
          <Button
            variant="primary"
            icon={<Send aria-hidden />}
            onClick={() => onWallet({ kind: 'pay', unit: unit.id })}
          >
            {t(`wallet.issued.give.${unit.kind}`)}
          </Button>
          <Button pending={exporting.isPending} onClick={exporting.saveOn(unit, 'csv')}>
            {t('wallet.export.csv')}
          </Button>
          <Button pending={exporting.isPending} onClick={exporting.saveOn(unit, 'bundle')}>
            {t('wallet.export.bundle')}
          </Button>
        </>
      }
    />
  );
}

/** Four sums that always come out: issued less redeemed and lapsed is what is out, in hands or set aside. */
function Figures({ issued }: { readonly issued: IssuedUnit }): ReactNode {
  const t = useT();
  const money = useMoney();
  const figures = (['issued', 'redeemed', 'held', 'lapsed'] as const).filter(
    (name) => name !== 'lapsed' || issued.lapsed > 0n,
  );
  return (
    <dl className={styles['figures']}>
      {figures.map((name) => (
        <div key={name}>
          <dt>{t(`wallet.figure.${name}`)}</dt>
          <dd>{money.number(issued[name], issued.unit)}</dd>
        </div>
      ))}
    </dl>
  );
}

function BookSection({ issued }: { readonly issued: IssuedUnit }): ReactNode {
  const t = useT();
  const { isClerk, witnesses, waiting } = issued;
  return (
    <Section title={t('wallet.book')} description={t('wallet.book.text')}>
      <Row
        icon={<BookOpen aria-hidden />}
        title={t(isClerk ? 'wallet.book.here' : 'wallet.book.elsewhere')}
        text={t(isClerk ? 'wallet.book.here.text' : 'wallet.book.elsewhere.text')}
      />
      <Row
        icon={<Eye aria-hidden />}
        title={t('wallet.book.witnesses', { count: witnesses })}
        text={t(
          witnesses > 0 ? 'wallet.book.witnessed' : isClerk ? 'wallet.book.alone' : 'wallet.book.alone.elsewhere',
        )}
      />
      {waiting > 0 && (
        <Row
          icon={<Hourglass aria-hidden />}
          title={t('wallet.book.waiting', { count: waiting })}
          text={t(isClerk ? 'wallet.book.waiting.here' : 'wallet.book.waiting.elsewhere')}
        />
      )}
    </Section>
  );
}
