import { useT } from '@i18n/useT.tsx';
import type { CheckError } from '@services/workspace/walletRoom.ts';

/** Says why a check came to nothing. What one is about may not be here, either. */
export function useCheckErrorText(): (code: CheckError['code'] | 'payment-missing' | 'unit-missing') => string {
  const t = useT();
  return (code) => (code === 'host-unreachable' ? t('error.host-unreachable') : t(`wallet.check.${code}`));
}
