import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import type { RequestState } from './requestState.ts';
import { useCardAct } from './useCardAct.ts';
import { useWalletLinks } from './walletContext.ts';
import styles from './WalletCards.module.css';

export interface RequestActsProps {
  readonly request: PaymentRequest;
  readonly state: RequestState;
  readonly self: AccountId | null;
}

/** Pay or say no; take back what one asked for. Paying is asked about in a window of its own. */
export function RequestActs({ request, state, self }: RequestActsProps): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const links = useWalletLinks();
  const act = useCardAct();
  if (state !== 'asked') return null;
  if (request.own) {
    return (
      <span className={styles['acts']}>
        <Button
          size="small"
          pending={act.isPending}
          onClick={() => act.run(() => wallet.dropRequest(request.id), 'payments.request.withdraw.done')}
        >
          {t('payments.request.withdraw')}
        </Button>
      </span>
    );
  }
  const isForOneself = request.payer === null || request.payer === self;
  if (!isForOneself) return null;
  return (
    <span className={styles['acts']}>
      <Button
        size="small"
        variant="primary"
        onClick={() => links.ask({ kind: 'pay-request', request: request.id, space: links.space })}
      >
        {t('payments.request.pay')}
      </Button>
      {request.payer === self && (
        <Button
          size="small"
          pending={act.isPending}
          onClick={() => act.run(() => wallet.dropRequest(request.id), 'payments.request.refuse.done')}
        >
          {t('payments.request.refuse')}
        </Button>
      )}
    </span>
  );
}
