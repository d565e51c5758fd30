import type { MessageRecord } from '@domain/chat/message.ts';
import { isIncoming } from '@domain/chat/project.ts';
import type { MessageRow } from './schema.ts';

/** A message as kept, see `MessageRow`. */
export function messageRow(message: MessageRecord): MessageRow {
  return isIncoming(message) ? { ...message, incomingAt: message.at } : message;
}
