import type { EventId } from '@shared/ids.ts';
import type { Conversation, MessageWindow } from '@services/workspace/workspace.ts';

/** What the log of a conversation is told. */
export interface MessageLogProps {
  readonly conversation: Conversation;
  /** Its messages; null until they are open. */
  readonly opened: MessageWindow;
  /** Whether one may write here now. */
  readonly canWrite: boolean;
  /** How many messages were sent from here: with each the log goes to its end. */
  readonly sent: number;
  /** A message that the address names; it is gone to once. */
  readonly asked: EventId | null;
  readonly onGone: () => void;
}
