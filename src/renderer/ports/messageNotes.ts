/** What this device keeps beside messages: what was said about them, who is named, what ends. Part of the document store: one database, one contract suite. */
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { MessageExtras } from '@domain/chat/extras.ts';
import type { MessageKey, MessageRecord } from '@domain/chat/message.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { LiveQuery } from './query.ts';
import type { Stored } from './recordTable.ts';

/** A stretch of a conversation, both ends included; `to` null: to its end. */
export interface MessageStretch {
  readonly from: MessageKey;
  readonly to: MessageKey | null;
}

/** Where a message stands that names oneself. */
export interface NamedPlace {
  readonly space: SpaceId;
  readonly message: EventId;
  readonly at: number;
}

/** A message that is taken away. */
export type DroppedMessage = Pick<NamedPlace, 'space' | 'message'> & Partial<Pick<NamedPlace, 'at'>>;

/** A message whose words end. */
export interface MessageEnd {
  readonly space: SpaceId;
  readonly message: EventId;
  readonly at: number;
  /** ms. */
  readonly ends: number;
  /** Holds its words, in so many bytes. */
  readonly words: BlobId;
  readonly size: number;
  readonly author: AccountId;
}

/** What a message of words that end says, once its words came. */
export interface RevealedWords {
  readonly body: MessageRecord['body'];
  readonly extras?: MessageExtras;
  /** Oneself is named in them. */
  readonly namesMe?: true;
}

/** What is to be taken anew. */
export interface NotesAgain {
  /** Whose the device is. */
  readonly self: AccountId;
  /** Events of notes: what their authors said about the same messages is looked for. */
  readonly beside: readonly EventId[];
  /** Whether one that has no row may be shown. */
  readonly isShown: (event: AdmittedEvent) => boolean;
}

/** What looking for messages for which something waits came to. */
export interface NotesFound {
  /** There is more to look through. */
  readonly isMore: boolean;
  /** Where something stands now that had waited; null: nowhere. */
  readonly space: SpaceId | null;
}

/** Rows beside messages (STO-110 to STO-121), filled by admission. */
export interface MessageNotes {
  /** What was said about messages of a stretch, in their order. One range, however many messages there are. */
  within(space: SpaceId, stretch: MessageStretch): Stored<readonly MessageNote[]>;
  watchWithin(space: SpaceId, stretch: MessageStretch): LiveQuery<readonly MessageNote[]>;
  /** What was said about the space itself: timers. */
  ofSpace(space: SpaceId): Stored<readonly MessageNote[]>;
  watchOfSpace(space: SpaceId): LiveQuery<readonly MessageNote[]>;
  /** Recalls said by whomever beside messages of a stretch that still say something: whether they count is asked of who knows the rules. */
  openRecalls(space: SpaceId, stretch: MessageStretch): Stored<readonly MessageNote[]>;
  /** Takes the content of a message out of every table, as somebody asked who may; false where it is not here. */
  recall(space: SpaceId, id: EventId, by: MessageNote['author']): Stored<boolean>;
  /** Messages that name oneself, newest first; of every space when none is named. */
  named(space: SpaceId | null, limit: number): Stored<readonly NamedPlace[]>;
  watchNamed(space: SpaceId | null, limit: number): LiveQuery<readonly NamedPlace[]>;
  /** Puts the words of a message that ends in its row; false where it is not here. */
  reveal(space: SpaceId, id: EventId, words: RevealedWords): Stored<boolean>;
  /** Messages whose words end, soonest first. */
  ends(limit: number): Stored<readonly MessageEnd[]>;
  /**
   * Takes anew, of the events that are kept, what has no row and may be shown of what the same people said about the same messages, where there
   * is room for it now (STO-120): what went out of sight may have pushed it out before.
   */
  readAgain(space: SpaceId, again: NotesAgain): Stored;
  /**
   * Looks through a part of what is kept for messages for which something waits though they are here (STO-121), and puts that in its place as
   * if it came now. `self`: whose the device is.
   */
  findAwaited(self: AccountId): Stored<NotesFound>;
  /** Takes messages away with what was said about them, wherever they stand; conversation rows follow. Where one knows the place it needs not be looked for. */
  drop(messages: readonly DroppedMessage[]): Stored;
}
