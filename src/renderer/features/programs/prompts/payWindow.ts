import { createContext, type ReactNode } from 'react';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { Program } from '@services/workspace/programWorkspace.ts';

/** What a person says to an order: `done` only after the wallet took it. */
export interface PayWindowProps {
  readonly order: PaymentOrder;
  /** Who asks. */
  readonly program: Pick<Program, 'name' | 'icon'>;
  readonly onEnd: (word: 'done' | 'declined' | 'later') => void;
}

/** Draws the wallet's window for what programs want paid; given by the shell, since features do not know each other. Null where there is none. */
export const PayWindowContext = createContext<((props: PayWindowProps) => ReactNode) | null>(null);
