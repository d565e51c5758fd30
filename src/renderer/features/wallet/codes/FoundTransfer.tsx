import { type ReactNode, useMemo, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import type { FoundProps } from './codeProps.ts';
import styles from './Codes.module.css';
import { paymentStateOf } from './paymentState.ts';
import { StateBanner } from './StateBanner.tsx';
import { useUnits } from './useUnits.ts';

/** Someone's payment in a code: taken by a press, and worth what the clerk of its unit says. */
export function FoundTransfer({ code, text, onDone }: FoundProps<'transfer'>): ReactNode {
  const t = useT();
  const money = useMoney();
  const errorText = useErrorText();
  const personOf = usePeople();
  const { wallet } = useWorkspace();
  const { all } = useUnits();
  const act = useAct<WorkspaceErrorCode>();
  const [wasTaken, setTaken] = useState(false);
  const shown = useQuery(useMemo(() => wallet.payment(code.payment), [wallet, code.payment]));
  const payment = shown.status === 'ready' ? shown.value : null;
  const state = payment === null ? 'arriving' : paymentStateOf(payment);
  const isTaken = wasTaken || payment !== null;
  const unit = all.find(({ id }) => id === code.unit) ?? payment?.unit;
  return (
    <div className={styles['stack']}>
      <div className={styles['sum']}>
        <span>
          <T id="codes.transfer.from" values={{ name: <PersonMark person={personOf(code.payer)} isYou /> }} />
        </span>
        <strong>{unit === undefined ? t('codes.transfer.unknown') : money.text(code.amount, unit)}</strong>
      </div>
      {isTaken ? <StateBanner state={state} /> : <p className={styles['how']}>{t('codes.transfer.how')}</p>}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <TakeOrEnd
        isTaken={isTaken}
        isPending={act.isPending}
        onEnd={onDone}
        onTake={() =>
          act.run(
            () => wallet.takeCode(text),
            () => setTaken(true),
          )
        }
      />
    </div>
  );
}

interface TakeOrEndProps {
  readonly isTaken: boolean;
  readonly isPending: boolean;
  readonly onTake: () => void;
  readonly onEnd: () => void;
}

function TakeOrEnd({ isTaken, isPending, onTake, onEnd }: TakeOrEndProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['buttons']}>
      {isTaken ? (
        <Button variant="primary" onClick={onEnd}>
          {t('common.done')}
        </Button>
      ) : (
        <Button variant="primary" autoFocus pending={isPending} onClick={onTake}>
          {t('codes.transfer.take')}
        </Button>
      )}
    </div>
  );
}
