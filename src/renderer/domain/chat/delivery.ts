import type { MessageRecord } from './message.ts';

/** What is known of the other side's hold on own messages. */
export interface DeliveryMarks {
  /** By own device: the last place of its chain that a device of the other side holds durably; absent when none does. */
  readonly heldBy: ReadonlyMap<string, number>;
  /** Own messages up to this place in the conversation were read. */
  readonly peerReadAt: number;
}

/**
 * The truthful state of a durable message (CHT-7): read beats delivered beats sent; others' messages are received. What no
 * device of theirs holds cannot have been read, whatever their read mark says.
 */
export function deliveryState(
  message: MessageRecord,
  marks: DeliveryMarks,
): 'sent' | 'delivered' | 'read' | 'received' {
  if (!message.own) return 'received';
  if (message.seq > (marks.heldBy.get(message.device) ?? -1)) return 'sent';
  return message.at <= marks.peerReadAt ? 'read' : 'delivered';
}
