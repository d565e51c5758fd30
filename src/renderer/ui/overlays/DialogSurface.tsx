import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from '../classNames.ts';
import { IconButton } from '../controls/IconButton.tsx';
import styles from './Dialog.module.css';
import { useFocusBack } from './focusBack.ts';
import { useDialogMark } from './useDialogMark.ts';

export interface DialogSurfaceProps {
  readonly title: string;
  /** Name of the close button; without it there is none. */
  readonly closeLabel?: string;
  readonly size?: 'small' | 'medium' | 'large';
  readonly role?: 'dialog' | 'alertdialog';
  /** Esc and a press outside close it; true unless set. */
  readonly isDismissable?: boolean;
  /** Only Esc and the buttons close it: a press outside may have been meant for something else. */
  readonly isPressOutsideIgnored?: boolean;
  /** Buttons at the end. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** The open modal window. Use `Dialog`, which loads this. */
export function DialogSurface(props: DialogSurfaceProps): ReactNode {
  const { role = 'dialog', size = 'medium', isDismissable = true, isPressOutsideIgnored = false } = props;
  useDialogMark();
  useFocusBack();
  return (
    <ModalOverlay
      isOpen
      isDismissable={isDismissable && role === 'dialog' && !isPressOutsideIgnored}
      isKeyboardDismissDisabled={!isDismissable}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      className={classNames(styles['overlay'])}
    >
      <Modal className={classNames(styles['modal'], styles[size])}>
        <AriaDialog role={role} className={classNames(styles['dialog'])}>
          <header className={styles['header']}>
            <Heading slot="title" level={2} className={styles['title'] ?? ''}>
              {props.title}
            </Heading>
            {props.closeLabel !== undefined && (
              <IconButton label={props.closeLabel} icon={<X aria-hidden />} onClick={props.onClose} />
            )}
          </header>
          <div className={styles['body']}>{props.children}</div>
          {props.footer !== undefined && <footer className={styles['footer']}>{props.footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
