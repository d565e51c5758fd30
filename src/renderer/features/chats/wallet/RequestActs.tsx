import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import type { RequestState } from './requestState.ts';
import { useCardAct } from './useCardAct.ts';
import { usePeopleNames } from './usePeopleNames.ts';
import { useWalletLinks } from './walletContext.ts';
import styles from './WalletCards.module.css';

export interface RequestActsProps {
  readonly request: PaymentRequest;
  readonly state: RequestState;
  readonly self: AccountId | null;
}

/** Pay or decline; take back what one asked for. Paying is asked about in a window of its own, declining in a question. */
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
        <Decline
          request={request}
          isPending={act.isPending}
          onDecline={() => act.run(() => wallet.dropRequest(request.id), 'payments.request.refuse.done')}
        />
      )}
    </span>
  );
}

interface DeclineProps extends Pick<RequestActsProps, 'request'> {
  readonly isPending: boolean;
  readonly onDecline: () => void;
}

/** To say no for good: asked about, since it cannot be taken back. "Not now" only closes the question. */
function Decline({ request, isPending, onDecline }: DeclineProps): ReactNode {
  const t = useT();
  const { nameOf } = usePeopleNames();
  const [isAsking, setAsking] = useState(false);
  const name = isolate(nameOf(request.payee));
  return (
    <>
      <Button size="small" pending={isPending} onClick={() => setAsking(true)}>
        {t('payments.request.refuse')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('payments.request.refuse.title', { name })}
        confirmLabel={t('payments.request.refuse.confirm')}
        cancelLabel={t('payments.request.refuse.later')}
        tone="danger"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onDecline();
        }}
      >
        {t('payments.request.refuse.text', { name })}
      </ConfirmDialog>
    </>
  );
}
