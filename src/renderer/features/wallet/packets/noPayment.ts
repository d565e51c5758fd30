import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';

/** A payment that is not here yet. */
export const NO_PAYMENT = snapshotQuery<Payment | null>({ get: () => null, subscribe: () => () => undefined });
