/** What planning a batch of events reads and writes: the places of chains, the rows a person sees. */
import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { AttachmentRecord, PinRecord, ReadMark } from '../chat/marks.ts';
import type { ConversationRecord, MessageRecord } from '../chat/message.ts';
import { PIN_KIND, READ_KIND, projectEvent } from '../chat/project.ts';
import type { AdmittedEvent } from '../event/event.ts';
import type { FeedRows } from '../feed/project.ts';
import type { NotesKnown, NotesPlan } from './noteDraft.ts';
import type { ProgramsKnown, ProgramsPlan } from '../mini/programDraft.ts';
import type { ProgramRecord } from '../mini/records.ts';

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

/**
 * What a device has in one bucket of a space: `count` events from chain place `firstSeq`, the last being `lastId`. Once the chain has
 * left the bucket behind it is sealed and does not change again, but for what comes below it (INT-4, INT-11).
 */
export interface BucketHead {
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
  /** Ids of those of `questionedEvents` that are kept already. */
  readonly kept: ReadonlySet<EventId>;
  /** How far others have read, by {@link readMarkKey}, for those who say something of it in the batch. */
  readonly readMarks: ReadonlyMap<string, number>;
  /** Pins by {@link pinKey}, for messages the batch pins or unpins. */
  readonly pins: ReadonlyMap<string, PinRecord>;
  /** Of programs, what `programsOf` the batch names. */
  readonly programs: ProgramsKnown;
  /** Of notes, what `notesIn` the batch names. */
  readonly notes: NotesKnown;
  readonly self: AccountId;
}

/** What to write of what a person sees. Everything is a put of a whole row. */
export interface RowPlan {
  readonly messages: readonly MessageRecord[];
  readonly attachments: readonly AttachmentRecord[];
  readonly readMarks: readonly ReadMark[];
  readonly pins: readonly PinRecord[];
  readonly conversations: readonly ConversationRecord[];
  /** Instances whose cards came (INT-12). */
  readonly programs: readonly ProgramRecord[];
  /** What was said in programs (INT-13). */
  readonly said: ProgramsPlan;
  /** What was said about messages (INT-15 to INT-17). */
  readonly notes: NotesPlan;
  /** Messages whose words end. */
  readonly ends: readonly EndingMessage[];
  /** What was said in moments and channels (INT-14). */
  readonly feed: FeedRows;
  /** Spaces where the own read mark moved: `unread` is to be counted anew (INT-6). */
  readonly recount: readonly SpaceId[];
}

/** A message whose words end, and the blob that holds them. */
export interface EndingMessage {
  readonly space: SpaceId;
  readonly message: EventId;
  readonly at: number;
  readonly ends: number;
  readonly words: BlobId;
  /** Bytes of the blob. */
  readonly size: number;
  readonly author: AccountId;
}

/** What to write. */
export interface IntakePlan extends RowPlan {
  readonly events: readonly AdmittedEvent[];
  readonly chains: readonly ChainPlace[];
  readonly sealed: readonly BucketHead[];
}

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
    if (projection.kind === 'read') readMarks.set(space + projection.by, [space, projection.by]);
    if (projection.kind === 'pin') pins.set(space + projection.pin.message, [space, projection.pin.message]);
  }
  return { readMarks: [...readMarks.values()], pins: [...pins.values()] };
}
