import { fail } from '@shared/result.ts';
import type { PaymentDesk } from '@ports/paymentDesk.ts';

/** There is no wallet yet: every order is told so, and nobody is asked. */
export const noPayments: PaymentDesk = {
  isThere: () => Promise.resolve(false),
  pay: () => Promise.resolve(fail('unsupported', 'there is no wallet yet')),
};
