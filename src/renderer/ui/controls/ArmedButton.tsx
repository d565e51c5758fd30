import type { ReactNode } from 'react';
import { Button, type ButtonVariant } from './Button.tsx';
import { useArmed } from '../hooks/useArmed.ts';

export interface ArmedButtonProps {
  /** What is asked: another question begins to wait anew. */
  readonly asked: unknown;
  readonly variant?: ButtonVariant;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** The yes of a prompt. It counts from when it is itself in sight: a dialog may be loaded after it was asked for. */
export function ArmedButton(props: ArmedButtonProps): ReactNode {
  const { asked, variant = 'primary', disabled = false, onClick, children } = props;
  const isArmed = useArmed(asked);
  return (
    <Button variant={variant} disabled={disabled || !isArmed} onClick={onClick}>
      {children}
    </Button>
  );
}
