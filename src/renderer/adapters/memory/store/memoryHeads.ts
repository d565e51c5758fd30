import type { AdmittedEvent } from '@domain/event/event.ts';
import type { ChainPlace } from '@domain/intake/intake.ts';
import type { ChainHead, EventPlace, KeptEvent, StoreFigures } from '@ports/documentStore.ts';
import type { MemoryTables } from './memoryDisk.ts';

/** Every chain of a space. */
export function headsOf({ places }: { readonly places: ReadonlyMap<string, ChainPlace> }): readonly ChainHead[] {
  return [...places.values()].map(chainHead);
}

/** What the port says of a chain. */
export function chainHead({ space, device, seq, id, at, floor, floorPrev }: ChainPlace): ChainHead {
  return { space, device, seq, id, at, floor, floorPrev };
}

/** The order of a database. */
export function byDevice(first: Pick<EventPlace, 'device'>, second: Pick<EventPlace, 'device'>): number {
  return first.device < second.device ? -1 : Number(first.device > second.device);
}

/** Events after a place, in the order of their places. */
export function eventsAfter(tables: MemoryTables, after: EventPlace | null, limit: number): readonly KeptEvent[] {
  return [...tables.events.values()]
    .map(keptEvent)
    .filter((event) => after === null || byPlace(event, after) > 0)
    .toSorted(byPlace)
    .slice(0, limit);
}

/** An event as a scan gives it. */
function keptEvent({ id, bucket, payload, content: { space, device, seq } }: AdmittedEvent): KeptEvent {
  return { space, bucket, device, seq, id, payload };
}

/** The order of a scan. */
function byPlace(first: EventPlace, second: EventPlace): number {
  if (first.space !== second.space) return first.space < second.space ? -1 : 1;
  return first.bucket - second.bucket || byDevice(first, second) || first.seq - second.seq;
}

/** How much there is; of the disk nothing is known. */
export function figuresOf(tables: MemoryTables): StoreFigures {
  const spaces = [...tables.spaces.values()];
  const buckets = spaces.reduce((sum, { sealed, places }) => sum + sealed.length + places.size, 0);
  const counted = { events: tables.events.size, buckets, walletSerial: tables.wallet.serial };
  return { ...counted, usedBytes: null, quotaBytes: null, persisted: false };
}
