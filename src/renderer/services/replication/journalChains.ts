import type { DeviceId, EventId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { ChainHead } from '@ports/documentStore.ts';

/** Groups journal payloads by device, in the order of their chain. Unreadable ones were counted by the journal. */
export function chainsOf(payloads: readonly Uint8Array[]): ReadonlyMap<DeviceId, readonly SignedEvent[]> {
  const events = payloads.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : []));
  events.sort((a, b) => a.content.seq - b.content.seq);
  return groupBy(events, (event) => event.content.device);
}

/** What is held of a chain. */
export type Held = Pick<ChainHead, 'seq' | 'id' | 'floor' | 'floorPrev'>;

interface Step {
  readonly event: SignedEvent;
  readonly above: Step | undefined;
  readonly length: number;
}

/**
 * Of a sorted chain what goes on after what is held of it, each event naming the one before it. Of several at one place it is the
 * one most stands on; where that is the same for all, the one that was journalled last.
 */
export function nextOf(events: readonly SignedEvent[], held: Held | null): readonly SignedEvent[] {
  const last = held?.seq ?? -1;
  const longest = longestAbove(events.filter(({ content }) => content.seq > last));
  const next: SignedEvent[] = [];
  let step = longest.get(joint(last, held?.id ?? null));
  for (; step !== undefined; step = step.above) next.push(step.event);
  return next;
}

/** By the event before it, whether that is here or not, the first of those on which most stands. */
function longestAbove(events: readonly SignedEvent[]): ReadonlyMap<string, Step> {
  const longest = new Map<string, Step>();
  // From the end on: then of each event is known what stands on it.
  for (const event of events.toReversed()) {
    const { seq, prev } = event.content;
    const above = longest.get(joint(seq, event.id));
    const length = 1 + (above?.length ?? 0);
    const below = joint(seq - 1, prev);
    if (length > (longest.get(below)?.length ?? 0)) longest.set(below, { event, above, length });
  }
  return longest;
}

function joint(seq: number, id: EventId | null): string {
  return `${seq} ${id ?? ''}`;
}

/** Of a chain what lies outside of what is held of it. */
export function outsideOf(events: readonly SignedEvent[], held: Held | null): readonly SignedEvent[] {
  return events.filter(({ content: { seq } }) => held === null || seq > held.seq || seq < held.floor);
}

/**
 * Of a sorted chain what leads without a gap to the lowest that is held; of one that is not held to its newest. Newest first, each
 * named by the one before it in this list.
 */
export function runBelow(events: readonly SignedEvent[], held: Held | null): readonly SignedEvent[] {
  const known = new Map(events.map((event) => [event.id, event]));
  const run: SignedEvent[] = [];
  let place = held?.floor ?? null;
  let event = held === null ? events.at(-1) : namedBy(known, held.floorPrev);
  while (event !== undefined && (place === null || event.content.seq === place - 1)) {
    run.push(event);
    place = event.content.seq;
    event = namedBy(known, event.content.prev);
  }
  return run;
}

function namedBy(known: ReadonlyMap<EventId, SignedEvent>, id: EventId | null): SignedEvent | undefined {
  return id === null ? undefined : known.get(id);
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
