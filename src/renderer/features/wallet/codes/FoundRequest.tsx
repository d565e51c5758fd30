import { type ReactNode, useMemo } from 'react';
import { cleanWords } from '@shared/cleanLine.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Payee, Reason } from '../consent/ConsentFrame.tsx';
import { useConsentFacts } from '../consent/useConsentFacts.ts';
import type { FoundProps } from './codeProps.ts';
import styles from './Codes.module.css';
import { PaymentCode } from './PaymentCode.tsx';
import { useOwnPaymentFor } from './usePaymentFor.ts';
import { useUnits } from './useUnits.ts';

/** A signed request in a code: who asks, for how much; the yes comes in the window after it. Paid by it, it shows the second code. */
export function FoundRequest({ code, ...props }: FoundProps<'request'>): ReactNode {
  const facts = useConsentFacts(code.payee);
  const payment = useOwnPaymentFor(code.request);
  const isOwn = facts.self === code.payee;
  if (payment !== null) return <PaymentCode payment={payment} onDone={props.onDone} />;
  return (
    <div className={styles['stack']}>
      <Payee account={code.payee} person={facts.people.get(code.payee)} isKnownPayee={isOwn || facts.isKnownPayee} />
      <Asked code={code} />
      <PayOn {...props} code={code} isOwn={isOwn} />
    </div>
  );
}

function Asked({ code }: Pick<FoundProps<'request'>, 'code'>): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const { all } = useUnits();
  const unit = all.find(({ id }) => code.units.includes(id));
  return (
    <>
      <div className={styles['sum']}>
        <span>{t('codes.request.asks')}</span>
        <strong>
          {code.amount === null
            ? t('codes.request.open')
            : unit === undefined
              ? money.number(code.amount, code)
              : money.text(code.amount, unit)}
        </strong>
      </div>
      <Reason label={t('codes.words')} words={cleanWords(code.memo)} />
      <p className={styles['how']}>{t('codes.request.until', { date: formats.full(code.until) })}</p>
    </>
  );
}

function PayOn({
  code,
  text,
  isOwn,
  onWallet,
  onDone,
}: FoundProps<'request'> & { readonly isOwn: boolean }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const known = useQueryValue(
    useMemo(() => wallet.paymentRequests(), [wallet]),
    [],
  );
  const isKnown = known.some(({ id }) => id === code.request);
  const goOn = () => onWallet({ kind: 'pay-request', request: code.request });
  if (isOwn) return <AlertBanner tone="info">{t('codes.request.own')}</AlertBanner>;
  return (
    <>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <p className={styles['how']}>{t('codes.request.how')}</p>
      <div className={styles['buttons']}>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          variant="primary"
          autoFocus
          pending={act.isPending}
          onClick={() => (isKnown ? goOn() : act.run(() => wallet.takeCode(text), goOn))}
        >
          {t('codes.request.goOn')}
        </Button>
      </div>
    </>
  );
}
