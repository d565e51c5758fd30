import type { DeviceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';

/** Groups journal payloads by device, in the order of their chain. Unreadable ones were counted by the journal. */
export function chainsOf(payloads: readonly Uint8Array[]): ReadonlyMap<DeviceId, readonly SignedEvent[]> {
  const events = payloads.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : []));
  events.sort((a, b) => a.content.seq - b.content.seq);
  return groupBy(events, (event) => event.content.device);
}

/** Of a sorted chain: what goes on from place `known`, and what comes after a gap. */
export function nextOf(
  events: readonly SignedEvent[],
  known: number,
): { readonly next: SignedEvent[]; readonly rest: SignedEvent[] } {
  const next: SignedEvent[] = [];
  const rest: SignedEvent[] = [];
  let place = known;
  for (const event of events) {
    if (event.content.seq <= place) continue;
    if (event.content.seq === place + 1) {
      next.push(event);
      place += 1;
    } else {
      rest.push(event);
    }
  }
  return { next, rest };
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
