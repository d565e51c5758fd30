import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Consent.module.css';

export interface ConsentDialogProps {
  /** What is asked, by value: another question waits anew before a yes counts. */
  readonly asked: string;
  /** Null where there is nothing to say yes to. */
  readonly onPay: (() => void) | null;
  /** There is nothing to decide: it is only shown. */
  readonly isOver?: boolean;
  /** Whether a yes would do something now. */
  readonly canPay: boolean;
  /** No, the close button, Esc. A press beside the window does nothing: it may have been meant for something else. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The window in which one says yes to a payment that one did not type (PAY-UI-70). */
export function ConsentDialog(props: ConsentDialogProps): ReactNode {
  const { asked, onPay, isOver = false, canPay, onClose, children } = props;
  const t = useT();
  return (
    <Dialog
      isOpen
      title={t('consent.title')}
      closeLabel={t('common.cancel')}
      isPressOutsideIgnored
      footer={
        <>
          <Button onClick={onClose}>{t(isOver ? 'common.close' : 'consent.no')}</Button>
          {onPay !== null && (
            <ArmedButton asked={asked} disabled={!canPay} onClick={onPay}>
              {t('consent.pay')}
            </ArmedButton>
          )}
        </>
      }
      onClose={onClose}
    >
      <div className={styles['consent']}>{children}</div>
    </Dialog>
  );
}
