import { type ReactNode, useState } from 'react';
import { Button, type ButtonVariant } from '../controls/Button.tsx';
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog.tsx';

export interface ConfirmButtonProps extends Pick<
  ConfirmDialogProps,
  'title' | 'confirmLabel' | 'cancelLabel' | 'children' | 'onConfirm'
> {
  /** What stands on the button. */
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly variant?: ButtonVariant;
}

/** A button for something that is hard to take back: it asks first, then closes the question and does it. */
export function ConfirmButton({
  label,
  icon,
  variant = 'secondary',
  onConfirm,
  ...question
}: ConfirmButtonProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button icon={icon} variant={variant} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog
        {...question}
        isOpen={isAsking}
        tone="danger"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onConfirm();
        }}
      />
    </>
  );
}
