import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import { type AdmissionError, admitEvent } from '@domain/event/admission.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { EventFormError } from '@domain/event/envelope.ts';
import type { AdmittedEvent, SignedEvent } from '@domain/event/event.ts';
import type { DeviceRun } from '@domain/log/encodeUpdate.ts';
import { type ReplicationContext, writerIn } from './context.ts';
import type { EndedError, ForkError, SignatureError } from './failures.ts';
import { checkSignatures } from './checkSignatures.ts';
import type { SpaceHeads } from './heads.ts';
import { WorkSlice } from './workSlice.ts';

/** Where the runs claim to belong, and what is known there. */
export interface RunPlace {
  readonly space: SpaceId;
  readonly bucket: number;
  readonly heads: SpaceHeads;
}

/**
 * Judges runs of events as a whole (ADM-1…ADM-7): form, signature, place, membership, chain, clock. One that fails refuses
 * them all. What is known already is passed over, and what lies beyond the end of its chain; `chain-ended` when that leaves
 * nothing (REP-13). Nothing is written.
 */
export async function admitRuns(
  context: ReplicationContext,
  place: RunPlace,
  runs: readonly DeviceRun[],
): Promise<
  Result<readonly AdmittedEvent[], AdmissionError | EventFormError | SignatureError | EndedError | ForkError>
> {
  const admitted: AdmittedEvent[] = [];
  let isCut = false;
  for (const run of runs) {
    const events = await decodeRun(context, freshOf(place, run), run.device);
    if (!events.ok) return events;
    const fresh = unplacedFresh(place, run.device, events.value);
    const end = context.directory.endOf(place.space, run.device);
    const counting = fresh.filter(({ content }) => end === null || content.seq <= end.seq);
    isCut ||= counting.length < fresh.length;
    const signatures = await checkSignatures(context, counting);
    if (!signatures.ok) return signatures;
    const chain = admitChain(context, place, counting);
    if (!chain.ok) return chain;
    for (const event of chain.value) admitted.push(event);
  }
  return isCut && admitted.length === 0 ? fail('chain-ended', 'the device was removed before') : ok(admitted);
}

/** What of a run is not here, by its place in the bucket. */
function freshOf({ heads, bucket }: RunPlace, run: DeviceRun): readonly Uint8Array[] {
  if (!heads.isPlaced(bucket, run.device)) return run.payloads;
  return run.payloads.slice(Math.max(0, heads.heldCount(bucket, run.device) - run.start));
}

/** Of a chain that is held from some place on, places in a bucket say little; what is below comes by another way. */
function unplacedFresh({ heads }: RunPlace, device: DeviceId, events: readonly SignedEvent[]): readonly SignedEvent[] {
  const held = heads.heldChain(device);
  if (held === null || held.floor === 0) return events;
  return events.filter(({ content }) => content.seq > held.seq);
}

/** Reads the payloads of one device, letting the thread go in between. */
export async function decodeRun(
  context: ReplicationContext,
  payloads: readonly Uint8Array[],
  device: DeviceId,
): Promise<Result<readonly SignedEvent[], EventFormError | SignatureError>> {
  const events: SignedEvent[] = [];
  const slice = new WorkSlice(context.clock);
  for (const payload of payloads) {
    if (slice.isOver) await slice.letGo();
    // A copy: the payload is a view into the whole message it came in, which must not be kept alive by it.
    const event = decodeEvent(payload.slice());
    if (!event.ok) return event;
    if (event.value.content.device !== device) return fail('event-misplaced', 'in the array of another device');
    events.push(event.value);
  }
  return ok(events);
}

function admitChain(
  context: ReplicationContext,
  place: RunPlace,
  events: readonly SignedEvent[],
): Result<readonly AdmittedEvent[], AdmissionError | SignatureError | ForkError> {
  const [first] = events;
  if (first === undefined) return ok([]);
  const { device } = first.content;
  const admitted = admitAfter(context, { ...place, head: place.heads.heldChain(device) }, events);
  const isMisplaced = admitted.ok && admitted.value.some(({ bucket }) => bucket !== place.bucket);
  return isMisplaced ? fail('event-misplaced', 'in the bucket of another week') : admitted;
}

/** What a chain is judged by: its last event before those that are judged. */
export interface ChainStart {
  readonly space: SpaceId;
  readonly heads: SpaceHeads;
  readonly head: { readonly seq: number; readonly id: EventId; readonly at: number } | null;
}

/** Judges consecutive events of one chain after `head` (ADM-1 to ADM-6). */
export function admitAfter(
  context: ReplicationContext,
  start: ChainStart,
  events: readonly SignedEvent[],
): Result<readonly AdmittedEvent[], AdmissionError | SignatureError | ForkError> {
  const { directory, clock } = context;
  const admitted: AdmittedEvent[] = [];
  let { head } = start;
  for (const event of events) {
    const { device, seq, at } = event.content;
    const shown = admitted.at(-1)?.sortAt ?? start.heads.shownAt(device);
    const accountOf = (asked: DeviceId) => directory.accountOf(start.space, asked);
    const takes = (kind: string) => directory.takes?.(start.space, kind) ?? true;
    const result = admitEvent(event, { space: start.space, accountOf, takes, head, shown, now: clock.now() });
    if (!result.ok) {
      if (result.error.code !== 'chain-fork') return result;
      const { message } = result.error;
      return err({
        code: device === writerIn(context, start.space).device ? 'own-fork' : 'chain-fork',
        message,
        fork: event,
      });
    }
    admitted.push(result.value);
    head = { seq, id: event.id, at };
  }
  return ok(admitted);
}
