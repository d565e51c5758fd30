import { fail } from '@shared/result.ts';
import type { PaymentDesk } from '@ports/paymentDesk.ts';
import type { ProgramNet } from '@ports/programNet.ts';

/** There is no wallet yet: every order is told so. */
export const noPayments: PaymentDesk = {
  pay: () => Promise.resolve(fail('unsupported', 'there is no wallet yet')),
};

/** No edition reaches the network for programs yet. */
export const noProgramNet: ProgramNet = {
  fetch: () => Promise.resolve(fail('unsupported', 'this edition does not reach the network for programs')),
};
