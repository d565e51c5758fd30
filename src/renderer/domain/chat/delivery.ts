import type { MessageRecord } from './message.ts';

/** What is known of the other side's hold on own messages. */
export interface DeliveryMarks {
  /** By own device: the last place of its chain that a device of the other side holds durably; absent when none does. */
  readonly heldBy: ReadonlyMap<string, number>;
  /** Own messages up to this place in the conversation were read. */
  readonly peerReadAt: number;
}

/** The truthful state of a durable message (CHT-7): read beats delivered beats sent; others' messages are received. */
export function deliveryState(
  message: MessageRecord,
  marks: DeliveryMarks,
): 'sent' | 'delivered' | 'read' | 'received' {
  if (!message.own) return 'received';
  if (message.at <= marks.peerReadAt) return 'read';
  return message.seq <= (marks.heldBy.get(message.device) ?? -1) ? 'delivered' : 'sent';
}
