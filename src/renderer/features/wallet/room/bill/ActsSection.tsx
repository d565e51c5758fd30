import { Check, RotateCcw, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { useMemo } from 'react';
import { type GivingBack, useGiveBack } from '../../payment/useSendBack.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useWallet } from '../useRoom.ts';
import styles from './Bill.module.css';

export interface ActsSectionProps {
  readonly payment: Payment;
  readonly personOf: (account: AccountId) => ShownPerson;
}

/** What can be done about a payment now. What cannot be taken back asks first. */
export function ActsSection({ payment, personOf }: ActsSectionProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  const giveBack = useGiveBack();
  const { id, unit, acts } = payment;
  const payer = personOf(payment.from);
  const mostBack = useMostBack(payment);
  if (acts.length === 0) return null;
  const say = (key: 'accepted' | 'declined' | 'cancelled') => () =>
    toast({ text: t(`wallet.done.${key}`), duration: 3000 });
  const name = <PersonName>{payer.shownName}</PersonName>;
  return (
    <div className={styles['acts']}>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div>
        {acts.includes('accept') && (
          <Button
            variant="primary"
            icon={<Check aria-hidden />}
            pending={act.isPending}
            onClick={() => act.run(() => wallet.acceptPayment(id), say('accepted'))}
          >
            {t('wallet.act.accept')}
          </Button>
        )}
        {acts.includes('decline') && (
          <ConfirmButton
            label={t('wallet.act.decline')}
            icon={<X aria-hidden />}
            title={t('wallet.act.decline.title')}
            confirmLabel={t('wallet.act.decline')}
            cancelLabel={t('common.cancel')}
            onConfirm={() => act.run(() => wallet.declinePayment(id), say('declined'))}
          >
            <T id="wallet.act.decline.text" values={{ name }} />
          </ConfirmButton>
        )}
        {acts.includes('cancel') && (
          <Button
            icon={<X aria-hidden />}
            pending={act.isPending}
            onClick={() => act.run(() => wallet.cancelPayment(id), say('cancelled'))}
          >
            {t('wallet.act.cancel')}
          </Button>
        )}
        {acts.includes('refund') && (
          <Button icon={<RotateCcw aria-hidden />} onClick={() => giveBack.ask(refundFor(payment, payer))}>
            {t('wallet.refund')}
          </Button>
        )}
        {acts.includes('send-back') && mostBack > 0n && (
          <Button
            icon={<Undo2 aria-hidden />}
            onClick={() =>
              giveBack.ask({ payment: id, unit, most: mostBack, kind: 'send-back', to: personOf(unit.issuer) })
            }
          >
            {t('wallet.sendBack')}
          </Button>
        )}
      </div>
      {giveBack.dialog}
    </div>
  );
}

/** Not more than came, and not more than is left. */
function useMostBack({ unit, amount }: Payment): bigint {
  const wallet = useWallet();
  const holdings = useQueryValue(
    useMemo(() => wallet.holdings(), [wallet]),
    [],
  );
  const available = holdings.find((holding) => holding.unit.id === unit.id)?.available ?? 0n;
  return available < amount ? available : amount;
}

function refundFor({ id, unit, amount, refunded, refundSerial }: Payment, to: ShownPerson): GivingBack {
  return { payment: id, unit, most: amount - refunded, kind: 'refund', to, serial: refundSerial };
}
