import { ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { CheckError, Recheck } from '@services/workspace/walletRoom.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { CheckFindings, Finding } from '../layout/CheckFindings.tsx';
import { useCheckErrorText } from '../layout/useCheckErrorText.ts';
import { useWallet } from '../useRoom.ts';
import styles from './Bill.module.css';

export interface CheckSectionProps {
  readonly payment: Payment;
  /** Beside the button. */
  readonly actions: ReactNode;
}

/** Checks a payment anew from the bytes of its proof, here, and says what was checked (WSV-73). */
export function CheckSection({ payment, actions }: CheckSectionProps): ReactNode {
  const t = useT();
  const errorText = useCheckErrorText();
  const wallet = useWallet();
  const act = useAct<CheckError['code'] | 'payment-missing'>();
  const [found, setFound] = useState<Recheck | null>(null);
  const check = () => {
    setFound(null);
    act.run(() => wallet.recheck(payment.id), setFound);
  };
  return (
    <Section title={t('wallet.check')} description={t('wallet.check.text')}>
      <Plain>
        <div className={styles['check']}>
          <div>
            <Button icon={<ShieldCheck aria-hidden />} pending={act.isPending} onClick={check}>
              {t('wallet.check.run')}
            </Button>
            {actions}
          </div>
          <div role="status">
            {act.error !== null && <Finding isFine={false}>{errorText(act.error)}</Finding>}
            {found !== null && <CheckFindings found={found} />}
          </div>
        </div>
      </Plain>
    </Section>
  );
}
