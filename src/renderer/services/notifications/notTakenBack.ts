import type { EventId } from '@shared/ids.ts';
import { readNote } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';

/** Of events that came together, those that their authors did not take back among them (NTF-8). What another asks is no author's. */
export function notTakenBack(events: readonly AdmittedEvent[]): readonly AdmittedEvent[] {
  const gone = new Set<string>();
  for (const event of events) {
    const note = readNote(event);
    if (note?.said.act === 'recall') gone.add(nameOf(note.message, event));
  }
  return gone.size === 0 ? events : events.filter((event) => !gone.has(nameOf(event.id, event)));
}

function nameOf(message: EventId, { author }: AdmittedEvent): string {
  return `${author} ${message}`;
}
