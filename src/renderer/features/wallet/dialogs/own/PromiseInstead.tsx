import type { ReactNode } from 'react';
import { currencyDigits } from '@shared/currencyDigits.ts';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { PaymentRequest, WalletPerson } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from '../Dialogs.module.css';
import { useOwnPromises } from './useOwnPromise.ts';

export interface PromiseInsteadProps {
  readonly request: PaymentRequest;
  readonly people: ReadonlyMap<AccountId, WalletPerson>;
}

/** For who is asked in a currency and has nothing to pay with: makes a promise of one's own, which moves nothing yet. */
export function PromiseInstead({ request, people }: PromiseInsteadProps): ReactNode {
  const currency = request.units.find((unit) => unit.currency !== undefined)?.currency;
  const isCounted = currency !== undefined && currencyDigits(currency) === request.decimals;
  return isCounted ? <FirstPromise currency={currency} name={people.get(request.payee)?.name ?? ''} /> : null;
}

/** Makes a promise in a currency, by which somebody of this name can be paid then. */
export function FirstPromise(props: { readonly currency: string; readonly name: string }): ReactNode {
  const { currency, name } = props;
  const t = useT();
  const errorText = useErrorText();
  const promises = useOwnPromises();
  const act = useAct<WorkspaceErrorCode>();
  if (promises.units === null) return null;
  return (
    <div className={styles['form']}>
      <p className={styles['truth']}>
        <T id="payments.own.instead.text" values={{ currency, name: <PersonName>{name}</PersonName> }} />
      </p>
      <Button pending={act.isPending} onClick={() => act.run(() => promises.unitOf({ kind: 'new', currency }))}>
        {t('payments.own.instead', { currency })}
      </Button>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </div>
  );
}
