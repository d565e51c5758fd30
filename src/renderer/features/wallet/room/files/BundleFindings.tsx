import type { ReactNode } from 'react';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { BundleReport, BundleUnit } from '@services/workspace/walletRoom.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { PersonMark } from '../../people/PersonMark.tsx';
import { usePeople } from '../../people/usePeople.ts';
import styles from './Files.module.css';

export interface BundleFindingsProps {
  readonly name: string;
  readonly report: BundleReport;
}

/** What a bundle holds, in words: signatures, what is missing, and what each of its units comes to. */
export function BundleFindings({ name, report }: BundleFindingsProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const isSound = report.waiting + report.void === 0 && report.units.every(({ faults }) => faults.length === 0);
  const { signatures, records, certificates } = report;
  return (
    <div className={styles['findings']} role="status">
      <AlertBanner
        tone={isSound ? 'info' : 'warning'}
        title={t(isSound ? 'wallet.bundle.sound' : 'wallet.bundle.doubtful')}
      >
        <p>
          <T id="wallet.bundle.holds" values={{ file: <bdi>{name}</bdi>, size: formats.bytes(report.bytes) }} />
        </p>
        <p>{t('wallet.check.signatures', { count: signatures, records })}</p>
        <p>{t('wallet.check.certificates', { count: certificates })}</p>
        {report.waiting > 0 && <p>{t('wallet.check.waiting', { count: report.waiting })}</p>}
        {report.void > 0 && <p>{t('wallet.bundle.void', { count: report.void })}</p>}
      </AlertBanner>
      {report.units.map((unit) => (
        <UnitFindings key={unit.unit.id} found={unit} />
      ))}
      {report.units.length === 0 && <p className={styles['muted']}>{t('wallet.bundle.empty')}</p>}
      <p className={styles['muted']}>{t('wallet.bundle.limits')}</p>
    </div>
  );
}

const STATUSES = ['cleared', 'held', 'sent', 'returned', 'refused'] as const;

function UnitFindings({ found }: { readonly found: BundleUnit }): ReactNode {
  const t = useT();
  const money = useMoney();
  const personOf = usePeople();
  const { unit, issued, redeemed, held, holders, orders, promises, faults } = found;
  const issuer = personOf(unit.issuer);
  return (
    <div className={styles['unit']}>
      <h3>
        <T
          id="wallet.bundle.unit"
          values={{
            unit: <bdi dir="auto">{unit.name}</bdi>,
            name: <PersonName>{issuer.shownName}</PersonName>,
          }}
        />
      </h3>
      {faults.length > 0 && (
        <AlertBanner tone="danger">{t('wallet.bundle.faults', { count: faults.length })}</AlertBanner>
      )}
      <Section>
        <Row title={t('wallet.figure.issued')} text={t('wallet.bundle.promises', { count: promises })}>
          {money.text(issued, unit)}
        </Row>
        <Row title={t('wallet.figure.redeemed')}>{money.text(redeemed, unit)}</Row>
        {held > 0n && <Row title={t('wallet.figure.held')}>{money.text(held, unit)}</Row>}
        {STATUSES.filter((status) => orders[status] > 0).map((status) => (
          <Row key={status} title={t(`wallet.bundle.orders.${status}`)}>
            {orders[status]}
          </Row>
        ))}
        {holders.map(({ holder, balance }) => (
          <Row
            key={holder}
            title={<PersonMark person={personOf(accountOfHolder(holder))} isYou />}
            {...(balance < 0n && { text: t('wallet.bundle.before') })}
          >
            {money.text(balance, unit)}
          </Row>
        ))}
      </Section>
    </div>
  );
}
