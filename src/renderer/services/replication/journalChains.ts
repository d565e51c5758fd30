import type { DeviceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';

/** Groups journal payloads by device, in the order of their chain. Unreadable ones were counted by the journal. */
export function chainsOf(payloads: readonly Uint8Array[]): ReadonlyMap<DeviceId, readonly SignedEvent[]> {
  const events = payloads.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : []));
  events.sort((a, b) => a.content.seq - b.content.seq);
  return groupBy(events, (event) => event.content.device);
}

/** What is held of a chain. */
interface Held {
  readonly seq: number;
  readonly floor: number;
}

/** Of a sorted chain: what goes on after what is held of it, and what comes after a gap or stands below. */
export function nextOf(
  events: readonly SignedEvent[],
  held: Held | null,
): { readonly next: SignedEvent[]; readonly rest: SignedEvent[] } {
  const next: SignedEvent[] = [];
  const rest: SignedEvent[] = [];
  let place = held?.seq ?? -1;
  for (const event of events) {
    const { seq } = event.content;
    if (seq <= place && seq >= (held?.floor ?? 0)) continue;
    if (seq === place + 1) {
      next.push(event);
      place += 1;
    } else {
      rest.push(event);
    }
  }
  return { next, rest };
}

/** Of a sorted chain the consecutive events right below what is held; of one that is not held those that go on to its end. */
export function runBelow(events: readonly SignedEvent[], held: Held | null): readonly SignedEvent[] {
  const run: SignedEvent[] = [];
  let place = held?.floor ?? null;
  for (const event of events.toReversed()) {
    const { seq } = event.content;
    if (place !== null && seq >= place) continue;
    if (place !== null && seq !== place - 1) break;
    run.push(event);
    place = seq;
  }
  return run.toReversed();
}

/** Groups values by a key, in the order in which the keys first come. */
export function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** What `SpaceLog.restore` did. */
export interface Restored {
  readonly restored: number;
  /** Payloads that could not be taken yet: something before them in their chain is missing. */
  readonly waiting: readonly Uint8Array[];
}
