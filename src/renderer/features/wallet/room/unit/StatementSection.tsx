import { FileCheck2, FileDown, FileText, ShieldCheck } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { CheckError, CheckFigures, Statement } from '@services/workspace/walletRoom.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useExport } from '../files/useExport.ts';
import { CheckFindings, Finding } from '../layout/CheckFindings.tsx';
import { useCheckErrorText } from '../layout/useCheckErrorText.ts';
import { useWallet } from '../useRoom.ts';
import { StatementAsk } from './StatementAsk.tsx';

export interface StatementSectionProps {
  readonly unit: Unit;
  readonly issuer: ShownPerson;
}

/** What one has, by the records here and, where the issuer's device signed one, by its own word (WSV-71); and all of it as files. */
export function StatementSection({ unit, issuer }: StatementSectionProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const wallet = useWallet();
  const exporting = useExport();
  const statement = useQueryValue(
    useMemo(() => wallet.statementOf(unit.id), [wallet, unit.id]),
    null,
  );
  if (statement === null) return null;
  const { signed } = statement;
  return (
    <Section title={t('wallet.statement')}>
      <Row
        icon={<FileText aria-hidden />}
        title={t('wallet.statement.derived', { amount: money.text(statement.balance, unit) })}
        text={t('wallet.statement.derived.text', { count: statement.entries })}
      />
      {signed !== null && (
        <SignedStatement key={signed.id} unit={unit} issuer={issuer} statement={{ ...statement, signed }} />
      )}
      <StatementAsk unit={unit} issuer={issuer} statement={statement} />
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

interface SignedStatementProps extends StatementSectionProps {
  readonly statement: Statement & { readonly signed: NonNullable<Statement['signed']> };
}

/** What the issuer's device signed, beside what the records here say, and a check of it from the bytes one can save (WAL-UI-47). */
function SignedStatement({ unit, issuer, statement }: SignedStatementProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const errorText = useCheckErrorText();
  const wallet = useWallet();
  const act = useAct<CheckError['code'] | 'unit-missing'>();
  const [found, setFound] = useState<CheckFigures | null>(null);
  const { signed, balance, held } = statement;
  const isSame = signed.balance === balance && signed.held === held;
  const name = <PersonName>{issuer.shownName}</PersonName>;
  const check = () => {
    setFound(null);
    act.run(() => wallet.recheckStatement(unit.id), setFound);
  };
  return (
    <>
      <Row
        icon={<FileCheck2 aria-hidden />}
        title={t('wallet.statement.signed', { amount: money.text(signed.balance, unit) })}
        text={
          <T
            id={isSame ? 'wallet.statement.signed.same' : 'wallet.statement.signed.other'}
            values={{ name, at: formats.full(signed.at), seq: signed.seq }}
          />
        }
      >
        <Button size="small" icon={<ShieldCheck aria-hidden />} pending={act.isPending} onClick={check}>
          {t('wallet.check.run')}
        </Button>
      </Row>
      {(found !== null || act.error !== null) && (
        <Plain>
          <div role="status">
            {act.error !== null && <Finding isFine={false}>{errorText(act.error)}</Finding>}
            {found !== null && <CheckFindings found={found} />}
          </div>
        </Plain>
      )}
    </>
  );
}
