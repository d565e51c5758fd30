import type { PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import type { MessageKey } from '@i18n/locales.ts';
import type { CardTone } from './CardFrame.tsx';

/** How far a request has come, for who looks at it. */
export type RequestState =
  | 'asked'
  | 'answered'
  | 'paying'
  | 'paid'
  | 'refunded'
  | 'part-refunded'
  | 'declined'
  | 'withdrawn'
  | 'expired';

/** The state a card shows; `isAnswered`: a promise nobody named was given for it, and waits for the payee's word. */
export function requestState(request: PaymentRequest, isAnswered: boolean): RequestState {
  if (request.refunded === 'all') return 'refunded';
  if (request.refunded === 'part') return 'part-refunded';
  switch (request.stage) {
    case 'asked':
    case 'expired':
      return isAnswered ? 'answered' : request.stage;
    case 'paying':
      return 'paying';
    case 'cancelled':
      return request.cancelledBy === 'payer' ? 'declined' : 'withdrawn';
    default:
      return 'paid';
  }
}

/** How sure a state is. */
export const STATE_TONES = {
  asked: 'open',
  answered: 'open',
  paying: 'open',
  paid: 'sure',
  refunded: 'ended',
  'part-refunded': 'sure',
  declined: 'ended',
  withdrawn: 'ended',
  expired: 'ended',
} as const satisfies Record<RequestState, CardTone>;

/** The words of a state. */
export function stateText(state: RequestState, isOwn: boolean): MessageKey {
  return `payments.request.${state}.${isOwn ? 'payee' : 'payer'}`;
}
