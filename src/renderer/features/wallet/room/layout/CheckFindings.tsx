import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { CheckFigures } from '@services/workspace/walletRoom.ts';
import styles from './CheckFindings.module.css';

/** What a check from the bytes found, each thing that was checked by itself (WSV-73). */
export function CheckFindings({ found }: { readonly found: CheckFigures }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { signatures, certificates, records, bytes, waiting, isSame } = found;
  return (
    <>
      <Finding isFine>{t('wallet.check.signatures', { count: signatures, records })}</Finding>
      <Finding isFine>{t('wallet.check.certificates', { count: certificates })}</Finding>
      <Finding isFine={waiting === 0}>
        {waiting === 0 ? t('wallet.check.complete') : t('wallet.check.waiting', { count: waiting })}
      </Finding>
      <Finding isFine={isSame}>{t(isSame ? 'wallet.check.same' : 'wallet.check.other')}</Finding>
      <p className={styles['size']}>{t('wallet.check.size', { size: formats.bytes(bytes) })}</p>
    </>
  );
}

/** One thing that was checked, and how it came out. */
export function Finding({ isFine, children }: { readonly isFine: boolean; readonly children: ReactNode }): ReactNode {
  const Icon = isFine ? CircleCheck : CircleX;
  return (
    <p className={styles['finding']} data-bad={!isFine || undefined}>
      <Icon aria-hidden />
      <span>{children}</span>
    </p>
  );
}
