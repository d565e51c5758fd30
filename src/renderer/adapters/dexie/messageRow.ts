import type { MessageRecord } from '@domain/chat/message.ts';
import type { MessageRow } from './schema.ts';

/** A message as kept, see `MessageRow`. */
export function messageRow(message: MessageRecord): MessageRow {
  return message.own ? message : { ...message, incomingAt: message.at };
}
