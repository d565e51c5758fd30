import type { ReactNode } from 'react';
import { type PaymentCategory, paymentCategories } from '@domain/wallet/keptNotes.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Select } from '@ui/controls/Select.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Row } from '@ui/layout/Panel.tsx';
import { useFiled } from '../useFiled.ts';
import { useWallet } from '../useRoom.ts';

/** What one files a payment under, for one's own overview: nobody else sees it (WSV-70). */
export function CategoryRow({ payment }: { readonly payment: RecordId }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const act = useAct<WorkspaceErrorCode>();
  const filed = useFiled();
  return (
    <Row title={t('wallet.category')} text={t('wallet.category.text')}>
      <Select<PaymentCategory | 'none'>
        label={t('wallet.category')}
        labelHidden
        value={filed.get(payment) ?? 'none'}
        options={(['none', ...paymentCategories] as const).map((value) => ({
          value,
          label: t(`wallet.category.${value}`),
        }))}
        error={act.error === null ? null : errorText(act.error)}
        onChange={(value) => act.run(() => wallet.filePayment(payment, value === 'none' ? null : value))}
      />
    </Row>
  );
}
