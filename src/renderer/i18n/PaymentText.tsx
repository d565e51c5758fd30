import type { ReactNode } from 'react';
import type { MessageKey } from './locales.ts';
import { useFormats } from './useFormats.ts';
import { T } from './useT.tsx';

export interface PaymentTextProps {
  /** What is to be said: `Payment.message`. */
  readonly id: Extract<MessageKey, `payments.${string}`>;
  /** The other side, as one calls them. */
  readonly name: ReactNode;
  /** Whose promise it is. */
  readonly issuer: ReactNode;
  /** With its unit. */
  readonly amount: string;
  /** What its payee has of it now, with its unit; left out where that is not known. */
  readonly left?: string;
  /** By when it is to be taken, ms; null where there is no such time. */
  readonly until: number | null;
}

/** How a payment stands, in the words of who reads it (WAL-66). */
export function PaymentText({ id, until, ...values }: PaymentTextProps): ReactNode {
  const formats = useFormats();
  return <T id={id} values={{ ...values, until: until === null ? '' : formats.moment(until) }} />;
}
