import { type Result, fail, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { type ChainPlace, type IntakePlan, type IntakeState, type BucketHead, chainKey } from './intake.ts';
import type { IntakeError } from './planIntake.ts';
import { RowDraft } from './rowDraft.ts';

/** What a store must know besides: the sealed bucket of the chain that the newest of the events lies in, if there is one. */
export interface BelowState extends IntakeState {
  readonly sealed: BucketHead | null;
}

/**
 * Plans consecutive events of one chain that lie right below what is held of it (INT-11), or refuses all of them. Of a chain
 * of which nothing is held they become the beginning of what is.
 */
export function planBelow(events: readonly AdmittedEvent[], state: BelowState): Result<IntakePlan, IntakeError> {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return ok(planOf([], [], { state, sealed: [] }));
  const place = state.chains.get(chainKey(first.content)) ?? null;
  if (!isChain(events) || (place !== null && !isBelow(last, place)))
    return fail('store-conflict', 'the events do not lead to what is held of the chain');
  const ends = { first, last };
  return ok(place === null ? begun(events, ends, state) : extended(events, { ...ends, place }, state));
}

interface Ends {
  readonly first: AdmittedEvent;
  readonly last: AdmittedEvent;
}

function begun(events: readonly AdmittedEvent[], { first, last }: Ends, state: BelowState): IntakePlan {
  const groups = bucketsOf(events);
  const firstSeq = groups.pop()?.firstSeq ?? first.content.seq;
  const { space, device, seq, at } = last.content;
  const place = { space, device, seq, id: last.id, at, bucket: last.bucket, firstSeq, ...floorAt(first) };
  return planOf(events, [place], { state, sealed: groups });
}

function extended(
  events: readonly AdmittedEvent[],
  { first, place }: Ends & { readonly place: ChainPlace },
  state: BelowState,
): IntakePlan {
  const groups = bucketsOf(events);
  const top = groups.at(-1);
  const lower = { ...place, ...floorAt(first) };
  // The bucket the chain is filling begins further down, and is not sealed by that.
  if (top?.bucket === place.bucket)
    return planOf(events, [{ ...lower, firstSeq: top.firstSeq }], { state, sealed: groups.slice(0, -1) });
  const sealed = groups.map((group) => (state.sealed?.bucket === group.bucket ? joined(group, state.sealed) : group));
  return planOf(events, [lower], { state, sealed });
}

function floorAt({ content }: AdmittedEvent): Pick<ChainPlace, 'floor' | 'floorPrev'> {
  return { floor: content.seq, floorPrev: content.prev };
}

function planOf(
  events: readonly AdmittedEvent[],
  chains: readonly ChainPlace[],
  { state, sealed }: { readonly state: IntakeState; readonly sealed: readonly BucketHead[] },
): IntakePlan {
  const rows = new RowDraft(state);
  for (const event of events) rows.project(event);
  return { events, chains, sealed, ...rows.plan() };
}

function isChain(events: readonly AdmittedEvent[]): boolean {
  return events.every((event, index) => {
    const before = events[index - 1];
    if (before === undefined) return (event.content.seq === 0) === (event.content.prev === null);
    const isSame = chainKey(event.content) === chainKey(before.content) && event.bucket >= before.bucket;
    return isSame && event.content.seq === before.content.seq + 1 && event.content.prev === before.id;
  });
}

function isBelow(last: AdmittedEvent, place: ChainPlace): boolean {
  return last.content.seq === place.floor - 1 && last.id === place.floorPrev && last.bucket <= place.bucket;
}

function joined(group: BucketHead, above: BucketHead): BucketHead {
  return { ...above, firstSeq: group.firstSeq, count: group.count + above.count };
}

/** The heads of the buckets they lie in, oldest first. */
function bucketsOf(events: readonly AdmittedEvent[]): BucketHead[] {
  const heads: BucketHead[] = [];
  for (const { content, bucket, id } of events) {
    const head = heads.at(-1);
    if (head?.bucket === bucket) heads[heads.length - 1] = { ...head, count: head.count + 1, lastId: id };
    else
      heads.push({ space: content.space, bucket, device: content.device, firstSeq: content.seq, count: 1, lastId: id });
  }
  return heads;
}
