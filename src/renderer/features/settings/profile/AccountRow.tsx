import { Copy, Fingerprint } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import styles from './Profile.module.css';

/** The account id, to copy. */
export function AccountRow({ account }: { readonly account: string }): ReactNode {
  const t = useT();
  const toast = useToast();
  const copy = () => {
    navigator.clipboard.writeText(account).then(
      () => toast({ text: t('common.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  };
  return (
    <Row
      icon={<Fingerprint aria-hidden />}
      title={t('settings.profile.id')}
      text={
        <>
          <bdi dir="ltr" className={styles['id']}>
            {account}
          </bdi>
          <br />
          {t('settings.profile.id.hint')}
        </>
      }
    >
      <IconButton label={t('settings.profile.id.copy')} icon={<Copy aria-hidden />} onClick={copy} />
    </Row>
  );
}
