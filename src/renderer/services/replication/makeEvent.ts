import type { SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { admitEvent } from '@domain/event/admission.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import { MAX_EVENT_BYTES, type AdmittedEvent } from '@domain/event/event.ts';
import { LATEST_AT, nextAt } from '@domain/event/hybridClock.ts';
import type { ChainHead } from '@ports/documentStore.ts';
import { type ReplicationContext, writerIn } from './context.ts';

/** What the next own event comes after: the own chain, and the newest clock seen in the space. */
export interface OwnPlace {
  readonly space: SpaceId;
  readonly head: Pick<ChainHead, 'seq' | 'id' | 'at'> | null;
  readonly seenAt: number;
}

/** What is to be said in own events, one after another. */
export interface OwnRun {
  readonly kind: string;
  readonly bodies: readonly unknown[];
  /** Hears of each event it becomes before that is kept anywhere, where others could read it first. */
  readonly onMade?: ((event: AdmittedEvent) => void) | undefined;
}

/** The same for one event. */
export interface OwnWords extends Pick<OwnRun, 'kind' | 'onMade'> {
  readonly body: unknown;
}

/** Makes and signs the next own event of a space (REP-2). Nothing is kept. */
export async function makeEvent(
  context: ReplicationContext,
  { space, head, seenAt }: OwnPlace,
  { kind, body }: { readonly kind: string; readonly body: unknown },
): Promise<Result<AdmittedEvent, Failure<'event-too-large' | 'clock-ended'>>> {
  const { account, device, keys } = writerIn(context, space);
  const at = nextAt(context.clock.now(), seenAt, head?.at ?? 0);
  if (at > LATEST_AT) return fail('clock-ended', 'no later clock is left');
  const place = { seq: (head?.seq ?? -1) + 1, prev: head?.id ?? null };
  const content = { space, kind, device, ...place, at, body };
  const bytes = encodeEvent(content);
  if (bytes.length > MAX_EVENT_BYTES) return fail('event-too-large', `${bytes.length} bytes`);
  const signed = sealEvent(content, bytes, await keys.sign(eventSigningBytes(kind, bytes)));
  const admitted = admitEvent(signed, { space, accountOf: () => account, head, now: at });
  if (!admitted.ok) throw new Error(`an own event was not admissible: ${admitted.error.code}`);
  return admitted;
}

/** Makes events at consecutive places of the chain; one that cannot be made ends it, and none is. */
export async function makeRun(
  context: ReplicationContext,
  place: OwnPlace,
  { kind, bodies, onMade }: OwnRun,
): Promise<Result<readonly AdmittedEvent[], Failure<'event-too-large' | 'clock-ended'>>> {
  const events: AdmittedEvent[] = [];
  let { head, seenAt } = place;
  for (const body of bodies) {
    const event = await makeEvent(context, { space: place.space, head, seenAt }, { kind, body });
    if (!event.ok) return event;
    events.push(event.value);
    head = { ...event.value.content, id: event.value.id };
    seenAt = Math.max(seenAt, event.value.content.at);
  }
  for (const event of events) onMade?.(event);
  return ok(events);
}

/** Whether events say just this, in this order. */
export function isSameRun(events: readonly AdmittedEvent[], { kind, bodies }: OwnRun): boolean {
  return events.length === bodies.length && events.every((event, place) => isSame(event, kind, bodies[place]));
}

/** Whether an event says just this. */
function isSame(event: AdmittedEvent, kind: string, body: unknown): boolean {
  if (event.content.kind !== kind) return false;
  return equalBytes(encodeCanonical(event.content.body), encodeCanonical(body));
}
