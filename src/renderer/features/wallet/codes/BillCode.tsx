import { ScanQrCode } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { CodeCard } from './CodeCard.tsx';
import styles from './Codes.module.css';
import { paymentStateOf } from './paymentState.ts';
import { StateBanner } from './StateBanner.tsx';
import { useReceivedFor } from './usePaymentFor.ts';
import { useRecordCode } from './useRecordCode.ts';

export interface BillCodeProps {
  readonly request: RecordId;
  readonly unit: Unit;
  readonly amount: bigint;
  readonly onNew: () => void;
  readonly onWallet: (wish: WalletWish) => void;
}

/** A signed request as a code, and what came of it. */
export function BillCode({ request, unit, amount, onNew, onWallet }: BillCodeProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const errorText = useErrorText();
  const code = useRecordCode('request', request);
  const state = paymentStateOf(useReceivedFor(request));
  return (
    <div className={styles['stack']}>
      <div className={styles['sum']}>
        <span>{t('codes.bill.asked')}</span>
        <strong>{money.text(amount, unit)}</strong>
      </div>
      {code === null && <Skeleton shape="block" />}
      {code?.ok === false && <AlertBanner tone="danger">{errorText(code.error.code)}</AlertBanner>}
      {code?.ok === true && state === 'waiting' && <CodeCard code={code.value} label={t('codes.bill.alt')} />}
      <StateBanner state={state} />
      {state === 'waiting' && <p className={styles['how']}>{t('codes.bill.how')}</p>}
      <div className={styles['buttons']}>
        {state === 'waiting' && (
          <Button icon={<ScanQrCode aria-hidden />} onClick={() => onWallet({ kind: 'scan' })}>
            {t('codes.bill.scan')}
          </Button>
        )}
        <Button variant={state === 'final' ? 'primary' : 'secondary'} onClick={onNew}>
          {t('codes.bill.new')}
        </Button>
      </div>
    </div>
  );
}
