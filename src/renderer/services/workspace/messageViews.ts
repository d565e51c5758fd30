/** Messages as the screens see them. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { Mention } from '@domain/chat/extras.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { WorkspaceErrorCode } from './workspaceErrors.ts';

/** Truthful state of an own message; `received` for those of others. */
export type MessageState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'received';

/** What a message says. */
export type MessageBody = MessageRecord['body'];

/** One sign people put on a message. */
export interface Reaction {
  readonly sign: string;
  /** Who did, oldest first. */
  readonly people: readonly AccountId[];
  /** Whether oneself is among them. */
  readonly own: boolean;
}

/** What a message answers. */
export interface ReplyView {
  readonly id: EventId;
  /** As it is now, a recalled one included; null where it is not here (any more). */
  readonly message: FoundMessage | null;
}

/** What people chose in a poll. Everybody in the conversation sees who chose what. */
export interface PollState {
  /** For each option who chose it, first come first. */
  readonly votes: readonly (readonly AccountId[])[];
  /** How many people chose anything. */
  readonly people: number;
  /** Places of the options oneself chose. */
  readonly own: readonly number[];
  /** Nobody's choice counts any more. */
  readonly isClosed: boolean;
}

/** What stands beside a message. What it has not is not there. */
export interface MessageMarks {
  readonly reply?: ReplyView;
  readonly forwarded?: true;
  /** Its author changed the words: when last, and how many forms of it there are, the first included. */
  readonly edited?: { readonly at: number; readonly versions: number };
  /** In the order in which each sign first came. */
  readonly reactions?: readonly Reaction[];
  /** Who is named in its words, and where. */
  readonly mentions?: readonly Mention[];
  /** Oneself is named. */
  readonly namesMe?: true;
  /** Shared by files that were sent together. */
  readonly album?: string;
  /** Set for a poll. */
  readonly poll?: PollState;
  /** When its words are over, ms. */
  readonly expiresAt?: number;
  /** It is among the favourites. */
  readonly starred?: true;
}

/** One message as shown. */
export interface Message extends MessageMarks {
  /** Event id; for a message not yet durable (`queued`, `failed`) a local handle that begins with `pending:`. */
  readonly id: string;
  readonly at: number;
  readonly own: boolean;
  readonly author: AccountId;
  readonly body: MessageBody;
  /** Of an imported chat: the first line of its words stands for a file without a name that was not in the export (IMP-6). */
  readonly absent?: 'picture' | 'file';
  readonly state: MessageState;
  /** Why it failed. */
  readonly error: WorkspaceErrorCode | null;
}

/** A message of which only is asked what it says, whose and of when. */
export type FoundMessage = Pick<Message, 'id' | 'at' | 'own' | 'author' | 'body' | 'absent' | 'expiresAt'>;

/** A sliding window over a conversation of any length. */
export interface MessageWindow {
  readonly state: Snapshot<MessageWindowState>;
  /** Loads about 50 more at that end; no effect while it loads or when there are none. */
  older(): void;
  newer(): void;
  /** Goes to the newest messages. */
  latest(): void;
  /** Goes to where a message is; false, and no move, when it is not here. */
  around(id: EventId): Promise<boolean>;
  dispose(): void;
}

/** What the window shows. `messages` are oldest first. */
export interface MessageWindowState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** Messages of an imported chat that belong in between and cannot be read (IMP-12). */
  readonly lost?: number;
  /** The first message that was unread when the window was opened. */
  readonly firstUnread: EventId | null;
}

/** A message somewhere, in a list of its own. */
export interface PlacedMessage extends FoundMessage {
  readonly space: SpaceId;
}
