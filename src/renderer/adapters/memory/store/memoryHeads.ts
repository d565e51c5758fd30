import type { AdmittedEvent } from '@domain/event/event.ts';
import { type ChainPlace, chainKey } from '@domain/intake/intake.ts';
import type { BucketStretch, ChainHead, EventPlace, KeptEvent, StoreFigures } from '@ports/documentStore.ts';
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

/** Payloads of a stretch of a chain, which has no gaps. */
export function payloadsOf(
  tables: MemoryTables,
  { space, bucket, device, from, limit = Infinity }: BucketStretch,
): readonly Uint8Array[] {
  const chain = tables.space(space).chains.get(chainKey({ space, device })) ?? [];
  const found: Uint8Array[] = [];
  const start = Math.max(0, from - (chain[0]?.content.seq ?? 0));
  for (let index = start; index < chain.length && found.length < limit; index += 1) {
    const event = chain[index];
    if (event?.bucket === bucket) found.push(event.payload);
  }
  return found;
}

/** The order of the last scan: page after page of it is asked for, and events are only ever added. */
const ordered = new WeakMap<MemoryTables, readonly AdmittedEvent[]>();

/** Events after a place, in the order of their places. */
export function eventsAfter(tables: MemoryTables, after: EventPlace | null, limit: number): readonly KeptEvent[] {
  const all = inOrder(tables);
  const start = after === null ? 0 : firstAfter(all, after);
  return all.slice(start, start + limit).map(keptEvent);
}

function inOrder(tables: MemoryTables): readonly AdmittedEvent[] {
  const known = ordered.get(tables);
  if (known?.length === tables.events.size) return known;
  const sorted = [...tables.events.values()].toSorted((one, other) => byPlace(placeOf(one), placeOf(other)));
  ordered.set(tables, sorted);
  return sorted;
}

/** Index of the first event that stands after a place. */
function firstAfter(all: readonly AdmittedEvent[], after: EventPlace): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = all[middle];
    if (event !== undefined && byPlace(placeOf(event), after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeOf({ bucket, content: { space, device, seq } }: AdmittedEvent): EventPlace {
  return { space, bucket, device, seq };
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
