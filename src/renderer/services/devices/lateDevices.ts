import { type LateParts, lateQueries } from '@ports/latePart.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { DeviceReads } from '../workspace/deviceWorkspace.ts';

/** What is watched of devices, in any tab: its code is fetched when it is first asked for. */
export function createLateDevices(store: Pick<DocumentStore, 'values'>, lateParts: LateParts): DeviceReads {
  const late = lateParts.part(
    () => import('./deviceView.ts'),
    ({ createDeviceReads }) => createDeviceReads(store),
  );
  return lateQueries(late, ['devices', 'linkOffer']);
}
