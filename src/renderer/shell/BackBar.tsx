import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import styles from './ReadyShell.module.css';

/** A way back to the list where only one pane fits; hidden where both do. */
export function BackBar(props: { readonly onBack: () => void; readonly children: ReactNode }): ReactNode {
  const t = useT();
  return (
    <div className={styles['withBack']}>
      <div className={styles['back']}>
        <IconButton label={t('common.back')} icon={<ArrowLeft aria-hidden />} directional onClick={props.onBack} />
      </div>
      <div className={styles['behindBack']}>{props.children}</div>
    </div>
  );
}
