import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import type { AdmittedEvent, SignedEvent } from '@domain/event/event.ts';
import type { ChainHead } from '@ports/documentStore.ts';
import { type ChainStart, admitAfter, decodeRun } from './admitRuns.ts';
import { checkSignatures } from './checkSignatures.ts';
import { type ReplicationContext, writerIn } from './context.ts';
import type { TakeError } from './failures.ts';
import type { FloorOf, SpaceHeads } from './heads.ts';

/** Consecutive events of one chain as a peer gave them. */
export interface ChainPiece {
  readonly device: DeviceId;
  readonly payloads: readonly Uint8Array[];
  /** Whether they were asked for: then a chain of which nothing is held may begin with them. */
  readonly isAsked: boolean;
}

/** What of a piece is new, and on which side of what is held. */
export interface AdmittedPiece {
  readonly side: 'above' | 'below';
  readonly events: readonly AdmittedEvent[];
}

/** A piece whose events are read, and signed by its device. */
export interface CheckedPiece {
  readonly device: DeviceId;
  readonly events: readonly SignedEvent[];
  readonly isAsked: boolean;
}

/** Reads a piece and checks its signatures (REP-18), whatever is held: while this goes on what came before may be stored. */
export async function checkPiece(
  context: ReplicationContext,
  { device, payloads, isAsked }: ChainPiece,
): Promise<Result<CheckedPiece, TakeError>> {
  const decoded = await decodeRun(context, payloads, device);
  if (!decoded.ok) return decoded;
  const signatures = await checkSignatures(context, decoded.value);
  return signatures.ok ? ok({ device, events: decoded.value, isAsked }) : signatures;
}

/**
 * Judges a checked piece of a chain (REP-18): membership, one after another without a gap, and joined to what is held of the
 * chain by the hash in the later event. Of what is held only the newest is compared. Nothing is written.
 */
export function admitPiece(
  context: ReplicationContext,
  place: { readonly space: SpaceId; readonly heads: SpaceHeads; readonly lowestOf: FloorOf },
  { device, events, isAsked }: CheckedPiece,
): Result<AdmittedPiece, TakeError> {
  const held = place.heads.heldChain(device);
  if (held === null && !isAsked && !isStart(events, place.lowestOf(device)))
    return fail('chain-gap', 'nothing of this chain is here');
  const fork = events.find(({ id, content }) => content.seq === held?.seq && id !== held.id);
  if (fork !== undefined) {
    const code = device === writerIn(context, place.space).device ? 'own-fork' : 'chain-fork';
    return err({ code, message: 'another event stands there', fork });
  }
  const part = newIn(events, { held, end: context.directory.endOf(place.space, device)?.seq ?? null });
  return part.events.length === 0 ? ok({ side: part.side, events: [] }) : judge(context, { ...place, held }, part);
}

function isStart([first]: readonly SignedEvent[], lowest: number): boolean {
  return first === undefined || first.content.seq <= lowest;
}

interface NewPart {
  readonly side: AdmittedPiece['side'];
  readonly events: readonly SignedEvent[];
}

function judge(
  context: ReplicationContext,
  place: { readonly space: SpaceId; readonly heads: SpaceHeads; readonly held: ChainHead | null },
  { side, events }: NewPart,
): Result<AdmittedPiece, TakeError> {
  const joint = side === 'above' ? ok() : checkJoint(events, place.held);
  if (!joint.ok) return joint;
  const head = side === 'above' ? place.held : before(events[0]);
  const admitted = admitAfter(context, { ...place, head }, events);
  if (!admitted.ok) return admitted;
  const isTooLate = side === 'below' && isAfter(admitted.value.at(-1), place.heads);
  return isTooLate
    ? fail('clock-backwards', 'the clock does not rise along the chain')
    : ok({ side, events: admitted.value });
}

function newIn(
  events: readonly SignedEvent[],
  { held, end }: { readonly held: ChainHead | null; readonly end: number | null },
): NewPart {
  const counting = events.filter(({ content }) => end === null || content.seq <= end);
  if (held === null) return { side: 'below', events: counting };
  const above = counting.filter(({ content }) => content.seq > held.seq);
  if (above.length > 0) return { side: 'above', events: above };
  return { side: 'below', events: counting.filter(({ content }) => content.seq < held.floor) };
}

/** The last of them has to be the event before what is held. */
function checkJoint(events: readonly SignedEvent[], held: ChainHead | null): Result<void, TakeError> {
  const last = events.at(-1);
  if (held === null || last === undefined) return ok();
  if (last.content.seq !== held.floor - 1) return fail('chain-gap', `does not reach place ${held.floor}`);
  return last.id === held.floorPrev ? ok() : fail('chain-fork', `does not lead to place ${held.floor}`);
}

/** What an event says of the one before it; its clock is not known. */
function before(event: SignedEvent | undefined): ChainStart['head'] {
  const { seq = 0, prev = null } = event?.content ?? {};
  return prev === null ? null : { seq: seq - 1, id: prev, at: -1 };
}

function isAfter(last: AdmittedEvent | undefined, heads: SpaceHeads): boolean {
  if (last === undefined) return false;
  const lowest = heads.heldBucketsOf(last.content.device)[0]?.bucket;
  return lowest !== undefined && last.bucket > lowest;
}
