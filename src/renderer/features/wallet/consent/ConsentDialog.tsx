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
  /** There is nothing to decide: since it was paid, or for another reason that stands in the window. It is only shown then. */
  readonly over?: 'paid' | 'nothing' | null;
  /** Whether a yes would do something now. */
  readonly canPay: boolean;
  /** No, the close button, Esc. A press beside the window does nothing: it may have been meant for something else. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const TITLES = { paid: 'consent.title.paid', nothing: 'consent.title.nothing' } as const;

/** The window in which one says yes to a payment that one did not type (PAY-UI-70); a statement once there is nothing to say yes to (PAY-UI-82). */
export function ConsentDialog(props: ConsentDialogProps): ReactNode {
  const { asked, onPay, over = null, canPay, onClose, children } = props;
  const t = useT();
  const isOver = over !== null;
  return (
    <Dialog
      isOpen
      title={t(isOver ? TITLES[over] : 'consent.title')}
      closeLabel={t(isOver ? 'common.close' : 'common.cancel')}
      isPressOutsideIgnored
      footer={
        <>
          {/* Another button once it is over: what had the focus, as the yes, may be gone, and Esc works where the focus is. */}
          <Button key={over} autoFocus={isOver} onClick={onClose}>
            {t(isOver ? 'common.close' : 'consent.no')}
          </Button>
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
