import type { AccountId, EventId } from '@shared/ids.ts';
import type { Mention } from '../chat/extras.ts';
import type { FoldedMessage } from '../chat/foldNotes.ts';
import type { MessageRecord } from '../chat/message.ts';

/** A message as an export tells it: what it comes to, and what was said about it. */
export interface ExportedMessage extends Pick<MessageRecord, 'id' | 'at' | 'author' | 'own' | 'body'> {
  readonly reply: EventId | null;
  readonly isForwarded: boolean;
  readonly mentions: readonly Mention[];
  /** Every form of its words, oldest first; none where they were never changed. */
  readonly versions: readonly { readonly text: string; readonly at: number }[];
  readonly reactions: FoldedMessage['reactions'];
  readonly votes: FoldedMessage['votes'];
  readonly closesAt: number | null;
  /** Where in the archive its file is; null where it is not, or there is none. */
  readonly path: string | null;
}

/** The chat an export is of. */
export interface ExportedChat {
  readonly name: string;
  readonly kind: 'direct' | 'group';
  readonly self: AccountId;
  /** The earliest and the latest time that was asked for, ms; null: no bound. */
  readonly since: number | null;
  readonly until: number | null;
  readonly exportedAt: number;
}

/** What is not in an export, and how much is. */
export interface ExportedCounts {
  readonly messages: number;
  readonly files: number;
  /** Messages whose words end. */
  readonly ended: number;
  /** Files that are not on this device. */
  readonly missing: number;
  /** Files that were not asked for. */
  readonly unwanted: number;
}
