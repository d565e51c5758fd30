/** What the screens may do with messages, beside saying them. */
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { Place, Poll, Sticker } from '@domain/chat/bodies.ts';
import type { PostCard } from '@domain/chat/postCard.ts';
import type { Mention } from '@domain/chat/extras.ts';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { FoundMessage, PlacedMessage } from './messageViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What goes with what is said. */
export interface SendExtras {
  /** The message it answers. */
  readonly reply?: EventId;
  /** Who is named in the words; what lies outside of them is left out. */
  readonly mentions?: readonly Mention[];
}

/** What goes with a text. */
export interface TextExtras extends SendExtras {
  /** What it shows of a page it links to; words that are too long for it go without. */
  readonly preview?: LinkPreview;
}

/** One form of a message's words. */
export interface MessageVersion {
  readonly text: string;
  readonly at: number;
}

/** A message put by for later. */
export interface Favourite {
  readonly space: SpaceId;
  readonly id: EventId;
  readonly savedAt: number;
  /** As it is now; null where it is not here any more. */
  readonly message: FoundMessage | null;
}

/** Words that are to be said later. */
export interface ScheduledMessage {
  readonly id: string;
  readonly space: SpaceId;
  readonly text: string;
  readonly extras: SendExtras;
  /** When they are said, ms: then, if the app runs, else as soon as it does. */
  readonly dueAt: number;
  /** Why they were not said although it was time; null while it is not. */
  readonly error: string | null;
  /** The own device that says them; null: this one. */
  readonly by: DeviceId | null;
}

/** How long words said from now on last in a chat. */
export interface ChatTimer {
  /** ms; null: for good. */
  readonly life: number | null;
  /** Who set it; null where nobody did. */
  readonly by: AccountId | null;
  readonly at: number;
}

/** One setting of how long words last, as the talk tells of it. */
export interface TimerLine {
  readonly id: EventId;
  /** Where it stands among the messages, ms. */
  readonly at: number;
  readonly by: AccountId;
  /** ms; null: for good. */
  readonly life: number | null;
}

/** Reads of {@link MessageWorkspace}. */
export interface MessageReads {
  /** Every form of a message's words, oldest first; empty where it is not here or was recalled. */
  messageHistory(space: SpaceId, id: EventId): LiveQuery<readonly MessageVersion[]>;
  /** Newest first. */
  favourites(): LiveQuery<readonly Favourite[]>;
  /** Messages that name oneself, in one chat or in all, newest first, at most 200. */
  mentions(space: SpaceId | null): LiveQuery<readonly PlacedMessage[]>;
  /** How many of those in a chat stand behind what was read, the oldest first. */
  unreadMentions(space: SpaceId): LiveQuery<readonly EventId[]>;
  /** Those of one chat, or of all, soonest first. */
  schedules(space: SpaceId | null): LiveQuery<readonly ScheduledMessage[]>;
  chatTimer(space: SpaceId): LiveQuery<ChatTimer>;
  /** Every time somebody who might set it did, oldest first; of one person the newest four are known. */
  timerLines(space: SpaceId): LiveQuery<readonly TimerLine[]>;
}

/** See the head of this file. Every act fails with a code of `workspaceErrorCodes`. */
export interface MessageWorkspace extends MessageReads {
  /** Puts a sign on a message in place of one's own before it; null takes it back. */
  react(space: SpaceId, id: EventId, sign: string | null): Outcome;
  /** Changes the words, or the caption, of an own message. */
  editMessage(
    space: SpaceId,
    id: EventId,
    words: { readonly text: string; readonly mentions?: readonly Mention[] },
  ): Outcome;
  /**
   * Asks everybody to show a message no more: an own one, or in a group one runs anybody's. Their devices decide; ours takes its content
   * out of its tables.
   */
  recallMessage(space: SpaceId, id: EventId): Outcome;
  /**
   * Says messages again in other chats, in their order; files by what is here of them. Cards of programs and of the wallet, lines and words
   * that end are left out. How many were said in all.
   */
  forwardMessages(
    from: SpaceId,
    ids: readonly EventId[],
    to: readonly SpaceId[],
  ): Outcome<{ readonly sent: number; readonly left: number }>;
  /**
   * Fetches a page that is about to be linked to and makes of it what the message will show; null where it shows nothing: no page of the
   * web, one that says nothing of itself or cannot be reached, or previews are off, and then nobody is asked.
   */
  previewLink(url: string): Outcome<LinkPreview | null>;
  sendSticker(space: SpaceId, sticker: Sticker, extras?: SendExtras): Outcome<{ readonly id: EventId }>;
  /** Somebody's card: oneself's with a fresh invite, a contact's with their name. */
  sendContactCard(space: SpaceId, account: AccountId, extras?: SendExtras): Outcome<{ readonly id: EventId }>;
  sendPlace(space: SpaceId, place: Place, extras?: SendExtras): Outcome<{ readonly id: EventId }>;
  sendPoll(space: SpaceId, poll: Poll, extras?: SendExtras): Outcome<{ readonly id: EventId }>;
  /** A post of a channel that is passed on (see `passedPost`). */
  sendPost(space: SpaceId, card: PostCard, extras?: SendExtras): Outcome<{ readonly id: EventId }>;
  /** In place of what one chose before; none takes it back. */
  votePoll(space: SpaceId, id: EventId, options: readonly number[]): Outcome;
  /** One's own poll, from now on. */
  closePoll(space: SpaceId, id: EventId): Outcome;
  setFavourite(space: SpaceId, id: EventId, on: boolean): Outcome;
  /** Says words later (see {@link ScheduledMessage}). */
  scheduleMessage(
    space: SpaceId,
    message: { readonly text: string; readonly dueAt: number; readonly extras?: SendExtras },
  ): Outcome<{ readonly id: string }>;
  changeSchedule(id: string, change: { readonly text?: string; readonly dueAt?: number }): Outcome;
  cancelSchedule(id: string): Outcome;
  /** Sets how long words said from now on last, 60,000 ms to 366 days; null: for good. In a group who runs it may. */
  setTimer(space: SpaceId, life: number | null): Outcome;
}

/** Acts of {@link MessageWorkspace}, done by the engine. */
export const messageActNames = [
  'react',
  'editMessage',
  'recallMessage',
  'forwardMessages',
  'previewLink',
  'sendSticker',
  'sendContactCard',
  'sendPlace',
  'sendPoll',
  'sendPost',
  'votePoll',
  'closePoll',
  'setFavourite',
  'scheduleMessage',
  'changeSchedule',
  'cancelSchedule',
  'setTimer',
] as const satisfies readonly (keyof MessageWorkspace)[];
/** See {@link messageActNames}. */
export type MessageActs = Pick<MessageWorkspace, (typeof messageActNames)[number]>;
