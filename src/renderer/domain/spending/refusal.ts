import type { Failure } from '@shared/result.ts';

/**
 * Why something is not signed now (WSV-160 to WSV-165). `payment-waits` is no refusal: it leaves later, and can be stopped until then. `payment-waits-not`: it
 * would have to wait, and cannot.
 */
export type SpendRefusal = Failure<
  | 'payment-pin-needed'
  | 'payment-pin-wrong'
  | 'payment-pin-wait'
  | 'payment-day-limit'
  | 'payment-waits'
  | 'payment-waits-not'
  | 'vault-unavailable'
>;
