import { FileClock, FileQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Statement } from '@services/workspace/walletRoom.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Row } from '@ui/layout/Panel.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useWallet } from '../useRoom.ts';

export interface StatementAskProps {
  readonly unit: Unit;
  readonly issuer: ShownPerson;
  readonly statement: Statement;
}

/** The way to ask the issuer what its book says; while that is waited for, since when and for whom (WAL-UI-47). */
export function StatementAsk({ unit, issuer, statement: { asked } }: StatementAskProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const wallet = useWallet();
  const { presence } = useWorkspace();
  const isHere = useSnapshot(presence).has(issuer.account);
  const act = useAct<WorkspaceErrorCode>();
  const name = <PersonName>{issuer.shownName}</PersonName>;
  const state = asked === null ? 'text' : isHere ? 'asked' : 'away';
  return (
    <Row
      icon={asked === null ? <FileQuestionMark aria-hidden /> : <FileClock aria-hidden />}
      title={t(asked === null ? 'wallet.statement.ask' : 'wallet.statement.asked')}
      text={
        act.error === null ? (
          <span role="status">
            <T id={`wallet.statement.ask.${state}`} values={{ name, at: asked === null ? '' : formats.full(asked) }} />
          </span>
        ) : (
          <span role="alert">{errorText(act.error)}</span>
        )
      }
    >
      <Button size="small" pending={act.isPending} onClick={() => act.run(() => wallet.askStatement(unit.id))}>
        {t(asked === null ? 'wallet.statement.ask.press' : 'wallet.statement.ask.again')}
      </Button>
    </Row>
  );
}
