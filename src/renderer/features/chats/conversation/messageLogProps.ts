import type { EventId } from '@shared/ids.ts';
import type { Conversation } from '@services/workspace/workspace.ts';

/** What the log of a conversation is told. */
export interface MessageLogProps {
  readonly conversation: Conversation;
  /** Whether one may write here now. */
  readonly canWrite: boolean;
  /** How many messages were sent from here: with each the log goes to its end. */
  readonly sent: number;
  /** A message that the address names; it is gone to once. */
  readonly asked: EventId | null;
  readonly onGone: () => void;
}
