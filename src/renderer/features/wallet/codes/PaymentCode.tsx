import { type ReactNode, useMemo } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import { CodeCard } from './CodeCard.tsx';
import styles from './Codes.module.css';
import { useRecordCode } from './useRecordCode.ts';

export interface PaymentCodeDialogProps {
  readonly payment: RecordId;
  readonly onDone: () => void;
}

/** The second code of a payment without a network: what the payee scans (PAY-UI-92). */
export function PaymentCodeDialog({ payment: id, onDone }: PaymentCodeDialogProps): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const shown = useQuery(useMemo(() => wallet.payment(id), [wallet, id]));
  return (
    <Dialog isOpen title={t('codes.payment.title')} closeLabel={t('common.close')} onClose={onDone}>
      {shown.status === 'ready' && shown.value !== null ? (
        <PaymentCode payment={shown.value} onDone={onDone} />
      ) : (
        <Skeleton shape="block" />
      )}
    </Dialog>
  );
}

/** One's payment as a code. A promise of one's own is no order of a book: it needs no code to be final. */
export function PaymentCode({
  payment,
  onDone,
}: {
  readonly payment: Payment;
  readonly onDone: () => void;
}): ReactNode {
  const t = useT();
  const money = useMoney();
  const personOf = usePeople();
  const isFinal = payment.finality.kind === 'final';
  const payee = personOf(payment.to);
  const name = <PersonMark person={payee} />;
  const isToIssuer = payment.to === payment.unit.issuer;
  return (
    <div className={styles['stack']}>
      <div className={styles['sum']}>
        <span>
          <T id="codes.payment.to" values={{ name }} />
        </span>
        <strong>{money.text(payment.amount, payment.unit)}</strong>
      </div>
      {isFinal ? (
        <p className={styles['how']}>{t('codes.payment.done')}</p>
      ) : (
        <>
          <Code payment={payment} />
          <p className={styles['how']}>
            <T id={isToIssuer ? 'codes.payment.issuer' : 'codes.payment.how'} values={{ name }} />
          </p>
        </>
      )}
      <div className={styles['buttons']}>
        <Button variant="primary" onClick={onDone}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}

function Code({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const code = useRecordCode('payment', payment.id);
  if (code === null) return <Skeleton shape="block" />;
  return code.ok ? (
    <CodeCard code={code.value} label={t('codes.payment.alt')} />
  ) : (
    <AlertBanner tone="danger">{errorText(code.error.code)}</AlertBanner>
  );
}
