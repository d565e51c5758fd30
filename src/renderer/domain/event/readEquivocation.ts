import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { decodeEvent } from './codec.ts';
import type { SignedEvent } from './event.ts';

/** Two events of one device for one place of its chain, the smaller id first. */
export interface Equivocation {
  readonly first: SignedEvent;
  readonly second: SignedEvent;
}

/**
 * Reads two payloads as an equivocation (EVT-10): same space, device and place, different events. Says nothing about the
 * signatures. Independent of the order they come in.
 */
export function readEquivocation(
  one: Uint8Array,
  other: Uint8Array,
): Result<Equivocation, Failure<'equivocation-malformed'>> {
  const events = [decodeEvent(one), decodeEvent(other)].flatMap((event) => (event.ok ? [event.value] : []));
  const [first, second] = events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (first === undefined || second === undefined) return fail('equivocation-malformed', 'not two events');
  const isOnePlace = (['space', 'device', 'seq'] as const).every(
    (name) => first.content[name] === second.content[name],
  );
  if (!isOnePlace || first.id === second.id) return fail('equivocation-malformed', 'no two events for one place');
  return ok({ first, second });
}

/** Whether the chain parts there: both follow the same event. Then the place before is the last that all agree on. */
export function isParting({ first, second }: Equivocation): boolean {
  return first.content.prev === second.content.prev;
}

/** Names the place. */
export function equivocationId({ first }: Equivocation): string {
  const { space, device, seq } = first.content;
  return `${space}/${device}/${seq}`;
}
