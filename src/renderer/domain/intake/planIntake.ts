/**
 * What a batch of admitted events does to chains, buckets, messages and conversation rows. Pure, so that every store keeps
 * the same truth; see SPEC.md beside this file.
 */
import type { EventId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { type ChainPlace, type IntakePlan, type IntakeState, type BucketHead, chainKey } from './intake.ts';
import { openBucket } from './openBucket.ts';
import { RowDraft } from './rowDraft.ts';

/** Why a batch is refused as a whole. */
export type IntakeError = Failure<'store-conflict'>;

/** Events that do not continue the stored heads, so that only a look at the kept ones tells a duplicate from a conflict. */
export function questionedEvents(
  events: readonly AdmittedEvent[],
  chains: ReadonlyMap<string, ChainPlace>,
): readonly AdmittedEvent[] {
  return events.filter(({ content }) => content.seq <= (chains.get(chainKey(content))?.seq ?? -1));
}

/** Plans a batch (INT-1…INT-6), or refuses all of it. */
export function planIntake(events: readonly AdmittedEvent[], state: IntakeState): Result<IntakePlan, IntakeError> {
  const draft = new Draft(state);
  for (const event of events) {
    const added = draft.add(event);
    if (!added.ok) return added;
  }
  return ok(draft.plan());
}

class Draft {
  private readonly state: IntakeState;
  private readonly events = new Map<EventId, AdmittedEvent>();
  private readonly chains = new Map<string, ChainPlace>();
  private readonly sealed: BucketHead[] = [];
  private readonly rows: RowDraft;

  constructor(state: IntakeState) {
    this.state = state;
    this.rows = new RowDraft(state);
  }

  add(event: AdmittedEvent): Result<void, IntakeError> {
    const key = chainKey(event.content);
    const head = this.chains.get(key) ?? this.state.chains.get(key) ?? null;
    if (head !== null && event.content.seq <= head.seq) {
      const isKept = this.state.kept.has(event.id) || this.events.has(event.id);
      return isKept ? ok() : fail('store-conflict', 'another event holds this place of the chain');
    }
    if (!continues(event, head)) return fail('store-conflict', 'the event does not continue the stored chain');
    this.events.set(event.id, event);
    this.chains.set(key, this.advance(event, head));
    this.rows.project(event);
    return ok();
  }

  plan(): IntakePlan {
    return {
      events: [...this.events.values()],
      chains: [...this.chains.values()],
      sealed: this.sealed,
      ...this.rows.plan(),
    };
  }

  private advance(event: AdmittedEvent, head: ChainPlace | null): ChainPlace {
    const { space, device, seq, at } = event.content;
    const { id, bucket } = event;
    const { floor, floorPrev } = head ?? { floor: 0, floorPrev: null };
    const place = { space, device, seq, id, at, bucket, floor, floorPrev };
    if (head?.bucket === bucket) return { ...place, firstSeq: head.firstSeq };
    if (head !== null) this.sealed.push(openBucket(head));
    return { ...place, firstSeq: seq };
  }
}

function continues(event: AdmittedEvent, head: ChainPlace | null): boolean {
  const { seq, prev } = event.content;
  if (head === null) return seq === 0 && prev === null;
  return seq === head.seq + 1 && prev === head.id && event.bucket >= head.bucket;
}
