/**
 * What a batch of admitted events does to chains, buckets, messages and conversation rows. Pure, so that every store keeps
 * the same truth; see SPEC.md beside this file.
 */
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { ConversationRecord, MessageRecord } from '../chat/message.ts';
import { type Projection, advanceConversation, projectEvent } from '../chat/project.ts';
import type { AdmittedEvent } from '../event/event.ts';

/** Where a chain stands: its newest event, and from which place on its events lie in the bucket still being filled. */
export interface ChainPlace {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly seq: number;
  readonly id: EventId;
  readonly at: number;
  readonly bucket: number;
  readonly firstSeq: number;
}

/** A bucket that a chain has left behind. It does not change again (INT-4). */
export interface SealedBucket {
  readonly space: SpaceId;
  readonly bucket: number;
  readonly device: DeviceId;
  readonly firstSeq: number;
  readonly count: number;
  readonly lastId: EventId;
}

/** What a store must know before it can plan: read in the same transaction that later writes the plan. */
export interface IntakeState {
  /** By {@link chainKey}. */
  readonly chains: ReadonlyMap<string, ChainPlace>;
  readonly conversations: ReadonlyMap<SpaceId, ConversationRecord>;
  /** Those of {@link questionedIds} that are kept already. */
  readonly kept: ReadonlySet<EventId>;
  readonly self: AccountId;
}

/** What to write. Everything is a put of a whole row. */
export interface IntakePlan {
  readonly events: readonly AdmittedEvent[];
  readonly chains: readonly ChainPlace[];
  readonly sealed: readonly SealedBucket[];
  readonly messages: readonly MessageRecord[];
  readonly conversations: readonly ConversationRecord[];
  /** Spaces where the own read mark moved: `unread` is to be counted anew (INT-6). */
  readonly recount: readonly SpaceId[];
}

/** Why a batch is refused as a whole. */
export type IntakeError = Failure<'store-conflict'>;

/** Names one chain: the device's events in one space. */
export function chainKey(place: { readonly space: SpaceId; readonly device: DeviceId }): string {
  return place.space + place.device;
}

/** Ids that do not continue the stored heads, so that only a look at the kept events tells a duplicate from a conflict. */
export function questionedIds(
  events: readonly AdmittedEvent[],
  chains: ReadonlyMap<string, ChainPlace>,
): readonly EventId[] {
  return events
    .filter(({ content }) => content.seq <= (chains.get(chainKey(content))?.seq ?? -1))
    .map((event) => event.id);
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
  private readonly sealed: SealedBucket[] = [];
  private readonly messages: MessageRecord[] = [];
  private readonly conversations = new Map<SpaceId, ConversationRecord>();
  private readonly recount = new Set<SpaceId>();

  constructor(state: IntakeState) {
    this.state = state;
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
    this.project(event);
    return ok();
  }

  plan(): IntakePlan {
    return {
      events: [...this.events.values()],
      chains: [...this.chains.values()],
      sealed: this.sealed,
      messages: this.messages,
      conversations: [...this.conversations.values()],
      recount: [...this.recount],
    };
  }

  private advance(event: AdmittedEvent, head: ChainPlace | null): ChainPlace {
    const { space, device, seq, at } = event.content;
    const { id, bucket } = event;
    if (head?.bucket === bucket) return { space, device, seq, id, at, bucket, firstSeq: head.firstSeq };
    if (head !== null) this.sealed.push(openBucket(head));
    return { space, device, seq, id, at, bucket, firstSeq: seq };
  }

  private project(event: AdmittedEvent): void {
    const { space } = event.content;
    const { self } = this.state;
    const projection = projectEvent(event, self);
    if (projection.kind === 'message') this.messages.push(projection.message);
    if (projection.kind === 'read' && projection.by === self) this.recount.add(space);
    const row = this.conversations.get(space) ?? this.state.conversations.get(space);
    const known = row === undefined ? emptyRow(event) : named(row, event.author, self);
    const next = advanceConversation(known, projection, self);
    if (next !== row && !isUnchanged(row, next, projection)) this.conversations.set(space, next);
  }
}

function continues(event: AdmittedEvent, head: ChainPlace | null): boolean {
  const { seq, prev } = event.content;
  if (head === null) return seq === 0 && prev === null;
  return seq === head.seq + 1 && prev === head.id && event.bucket >= head.bucket;
}

/** A read mark that moves nothing makes no row to write. */
function isUnchanged(row: ConversationRecord | undefined, next: ConversationRecord, projection: Projection): boolean {
  if (row === undefined || projection.kind !== 'read') return false;
  return row.readAt === next.readAt && row.peerReadAt === next.peerReadAt && row.account === next.account;
}

/** The row of a conversation nobody made before its first event came (INT-5). */
function emptyRow(event: AdmittedEvent): ConversationRecord {
  return {
    space: event.content.space,
    account: event.author,
    last: null,
    activeAt: event.sortAt,
    unread: 0,
    readAt: 0,
    peerReadAt: 0,
    draft: '',
  };
}

/** A row that began with own words learns who the other is with their first. */
function named(row: ConversationRecord, author: AccountId, self: AccountId): ConversationRecord {
  return row.account === self && author !== self ? { ...row, account: author } : row;
}

/** The head of the bucket a chain is filling. */
export function openBucket(place: ChainPlace): SealedBucket {
  const { space, bucket, device, firstSeq, seq, id } = place;
  return { space, bucket, device, firstSeq, count: seq - firstSeq + 1, lastId: id };
}
