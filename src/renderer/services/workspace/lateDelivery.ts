import { type LateParts, lateQueries } from '@ports/latePart.ts';
import type { DeliveryReadParts } from './deliveryReads.ts';
import type { DeliveryWorkspace } from './deliveryWorkspace.ts';

/** Where words are, in any tab: what it is read with is fetched when it is first asked for (WSP-2). */
export function createLateDelivery(parts: DeliveryReadParts, lateParts: LateParts): DeliveryWorkspace {
  const late = lateParts.part(
    () => import('./deliveryReads.ts'),
    ({ createDeliveryReads }) => createDeliveryReads(parts),
  );
  return lateQueries(late, [
    'messageDetails',
    'mailboxServices',
    'crowdedMail',
    'peerSync',
    'outbox',
    'historyProgress',
    'equivocations',
  ]);
}
