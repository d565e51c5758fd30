import { FileCheck2, FileDown, FileText } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Row, Section } from '@ui/layout/Panel.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useExport } from '../files/useExport.ts';
import { useWallet } from '../useRoom.ts';

export interface StatementSectionProps {
  readonly unit: Unit;
  readonly issuer: ShownPerson;
}

/** What one has, by the records here and, where the issuer's device signed one, by its own word (WSV-71); and all of it as files. */
export function StatementSection({ unit, issuer }: StatementSectionProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const wallet = useWallet();
  const exporting = useExport();
  const statement = useQueryValue(
    useMemo(() => wallet.statementOf(unit.id), [wallet, unit.id]),
    null,
  );
  if (statement === null) return null;
  const { signed } = statement;
  const name = <PersonName>{issuer.shownName}</PersonName>;
  const isSame = signed !== null && signed.balance === statement.balance && signed.held === statement.held;
  return (
    <Section title={t('wallet.statement')}>
      <Row
        icon={<FileText aria-hidden />}
        title={t('wallet.statement.derived', { amount: money.text(statement.balance, unit) })}
        text={t('wallet.statement.derived.text', { count: statement.entries })}
      />
      {signed !== null && (
        <Row
          icon={<FileCheck2 aria-hidden />}
          title={t('wallet.statement.signed', { amount: money.text(signed.balance, unit) })}
          text={
            <T
              id={isSame ? 'wallet.statement.signed.same' : 'wallet.statement.signed.other'}
              values={{ name, at: formats.full(signed.at), seq: signed.seq }}
            />
          }
        />
      )}
      <Row icon={<FileDown aria-hidden />} title={t('wallet.export')} text={t('wallet.export.text')}>
        <Button size="small" pending={exporting.isPending} onClick={exporting.saveOn(unit, 'csv')}>
          {t('wallet.export.csv')}
        </Button>
        <Button size="small" pending={exporting.isPending} onClick={exporting.saveOn(unit, 'bundle')}>
          {t('wallet.export.bundle')}
        </Button>
      </Row>
    </Section>
  );
}
