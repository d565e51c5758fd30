import type { ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';
import { Dialog } from './Dialog.tsx';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly tone?: 'primary' | 'danger';
  readonly pending?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that is hard to take back. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  return (
    <Dialog
      isOpen={props.isOpen}
      title={props.title}
      size="small"
      role="alertdialog"
      onClose={props.onCancel}
      footer={
        <>
          <Button autoFocus onClick={props.onCancel}>
            {props.cancelLabel}
          </Button>
          <Button variant={props.tone ?? 'primary'} pending={props.pending ?? false} onClick={props.onConfirm}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
