/** What the screens read of the past of a chat, beside the talk itself: what was sent in it, and its words page by page. */
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { FoundMessage } from './messageViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A file that was sent in a chat. */
export interface SentFile {
  readonly message: EventId;
  readonly blob: BlobId;
  readonly at: number;
  readonly name: string;
  readonly size: number;
  /** Its sender's claim. */
  readonly mime: string;
  readonly isPicture: boolean;
}

/** Messages, newest first, and where to go on. */
export interface PastPage {
  readonly messages: readonly FoundMessage[];
  /** What {@link PastWorkspace.readBack} takes for what is older; null at the beginning of the chat. */
  readonly next: PastPlace | null;
}

/** A place in a chat. */
export interface PastPlace {
  readonly at: number;
  readonly id: string;
}

/** See the head of this file. */
export interface PastWorkspace {
  /** Newest first; without those of messages that were deleted here. */
  sentFiles(space: SpaceId): LiveQuery<readonly SentFile[]>;
  /** At most 200 messages that are older than a place; null begins at the newest. */
  readBack(space: SpaceId, before: PastPlace | null): Outcome<PastPage>;
}
