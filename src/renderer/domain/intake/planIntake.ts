/**
 * What a batch of admitted events does to chains, buckets, messages and conversation rows. Pure, so that every store keeps
 * the same truth; see SPEC.md beside this file.
 */
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { ConversationRecord, MessageRecord } from '../chat/message.ts';
import { type AttachmentRecord, type PinRecord, type ReadMark, attachmentOf, newerPin } from '../chat/marks.ts';
import { type Projection, advanceConversation, projectEvent, PIN_KIND, READ_KIND } from '../chat/project.ts';
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
  /** Place of the oldest event of the chain that is here: 0 when all of it is. */
  readonly floor: number;
  /** Id of the event before the floor; null at 0. */
  readonly floorPrev: EventId | null;
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
  /** How far others have read, by {@link readMarkKey}, for those who say something of it in the batch. */
  readonly readMarks: ReadonlyMap<string, number>;
  /** Pins by {@link pinKey}, for messages the batch pins or unpins. */
  readonly pins: ReadonlyMap<string, PinRecord>;
  readonly self: AccountId;
}

/** What to write. Everything is a put of a whole row. */
export interface IntakePlan {
  readonly events: readonly AdmittedEvent[];
  readonly chains: readonly ChainPlace[];
  readonly sealed: readonly SealedBucket[];
  readonly messages: readonly MessageRecord[];
  readonly attachments: readonly AttachmentRecord[];
  readonly readMarks: readonly ReadMark[];
  readonly pins: readonly PinRecord[];
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

/** Names the read mark of an account in a space. */
export function readMarkKey(mark: { readonly space: SpaceId; readonly account: AccountId }): string {
  return mark.space + mark.account;
}

/** Names the pin of a message. */
export function pinKey(pin: { readonly space: SpaceId; readonly message: EventId }): string {
  return pin.space + pin.message;
}

/** The read marks and pins a batch speaks of: what a store must read before it plans. */
export function marksOf(
  events: readonly AdmittedEvent[],
  self: AccountId,
): {
  readonly readMarks: readonly (readonly [SpaceId, AccountId])[];
  readonly pins: readonly (readonly [SpaceId, EventId])[];
} {
  const readMarks = new Map<string, readonly [SpaceId, AccountId]>();
  const pins = new Map<string, readonly [SpaceId, EventId]>();
  for (const event of events) {
    if (event.content.kind !== READ_KIND && event.content.kind !== PIN_KIND) continue;
    const { space } = event.content;
    const projection = projectEvent(event, self);
    if (projection.kind === 'read' && projection.by !== self)
      readMarks.set(space + projection.by, [space, projection.by]);
    if (projection.kind === 'pin') pins.set(space + projection.pin.message, [space, projection.pin.message]);
  }
  return { readMarks: [...readMarks.values()], pins: [...pins.values()] };
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
  private readonly readMarks = new Map<string, ReadMark>();
  private readonly pins = new Map<string, PinRecord>();
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
      attachments: this.messages.map(attachmentOf).filter((attachment) => attachment !== null),
      readMarks: [...this.readMarks.values()],
      pins: [...this.pins.values()],
      conversations: [...this.conversations.values()],
      recount: [...this.recount],
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

  /** Notes what others read and what is pinned (INT-7, INT-8). */
  private mark(space: SpaceId, projection: Projection): void {
    if (projection.kind === 'pin') {
      const pin = { space, ...projection.pin };
      const known = this.pins.get(pinKey(pin)) ?? this.state.pins.get(pinKey(pin));
      if (newerPin(known, pin) === pin) this.pins.set(pinKey(pin), pin);
    }
    if (projection.kind !== 'read') return;
    if (projection.by === this.state.self) {
      this.recount.add(space);
      return;
    }
    const mark = { space, account: projection.by, at: projection.at };
    const known = this.readMarks.get(readMarkKey(mark))?.at ?? this.state.readMarks.get(readMarkKey(mark)) ?? -1;
    if (mark.at > known) this.readMarks.set(readMarkKey(mark), mark);
  }

  private project(event: AdmittedEvent): void {
    const { space } = event.content;
    const { self } = this.state;
    const projection = projectEvent(event, self);
    if (projection.kind === 'message') this.messages.push(projection.message);
    this.mark(space, projection);
    const row = this.conversations.get(space) ?? this.state.conversations.get(space);
    // Membership and marks alone make no conversation.
    if (row === undefined && (projection.kind === 'nothing' || projection.kind === 'pin')) return;
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
    kind: 'direct',
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
  return row.kind === 'direct' && row.account === self && author !== self ? { ...row, account: author } : row;
}

/** The head of the bucket a chain is filling. */
export function openBucket(place: ChainPlace): SealedBucket {
  const { space, bucket, device, firstSeq, seq, id } = place;
  return { space, bucket, device, firstSeq, count: seq - firstSeq + 1, lastId: id };
}
