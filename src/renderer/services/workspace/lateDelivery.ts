import { type FetchCode, LatePart, lateQueries } from '@ports/latePart.ts';
import type { DeliveryReadParts } from './deliveryReads.ts';
import type { DeliveryWorkspace } from './deliveryWorkspace.ts';

/** Where words are, in any tab: what it is read with is fetched when it is first asked for (WSP-2). */
export function createLateDelivery(parts: DeliveryReadParts, fetchCode: FetchCode): DeliveryWorkspace {
  const late = new LatePart(async () =>
    (await fetchCode(() => import('./deliveryReads.ts'))).createDeliveryReads(parts),
  );
  return lateQueries(late, ['messageDetails', 'peerSync', 'outbox', 'historyProgress', 'equivocations']);
}
