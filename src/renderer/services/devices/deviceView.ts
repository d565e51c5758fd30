import * as v from 'valibot';
import type { DocumentStore } from '@ports/documentStore.ts';
import { type DeviceReads, linkOfferSchema, ownDeviceSchema } from '../workspace/deviceWorkspace.ts';
import { mapQuery } from '../workspace/liveQueries.ts';

/** Name, among the store's values, of the devices of the account as the engine publishes them. */
export const DEVICES_NAME = 'own-devices';
/** The same of how far linking a further device has come. */
export const OFFER_NAME = 'device-offer';

/** What is watched of devices, in any tab. */
export function createDeviceReads({ values }: Pick<DocumentStore, 'values'>): DeviceReads {
  return {
    devices: () =>
      mapQuery(values.watch(DEVICES_NAME), (stored) => {
        const read = v.safeParse(v.array(ownDeviceSchema), stored?.value);
        return read.success ? read.output : [];
      }),
    linkOffer: () =>
      mapQuery(values.watch(OFFER_NAME), (stored) => {
        const read = v.safeParse(linkOfferSchema, stored?.value);
        return read.success ? read.output : { state: 'none' as const };
      }),
  };
}
