import type { EventId, SpaceId } from '@shared/ids.ts';
import { NOTE_KINDS, type MessageNote, readNote } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { type GroupRules, ranAt } from '../groups/groupRules.ts';
import { Turn } from '../turn.ts';

/** Most recalls that wait in memory for a message that is not here. */
const MOST_AWAITED = 1000;
const ALL = { from: { at: 0, id: '' }, to: null } as const;

/** What taking away what others said works with. */
export interface RecallParts {
  readonly store: Pick<DocumentStore, 'notes'>;
  readonly groups: Pick<GroupBook, 'get' | 'listen'>;
}

/**
 * Takes the content of messages out of the tables that somebody took away who ran the group then (MSG-3). What authors take back themselves is
 * taken out as it comes.
 */
export class Recalls {
  private readonly parts: RecallParts;
  private readonly turn = new Turn();
  private readonly awaited = new Map<EventId, MessageNote>();

  constructor(parts: RecallParts) {
    this.parts = parts;
    parts.groups.listen(async (before, after) => {
      // At a start nothing changed; what the rules say is in the view at once.
      if (before === null || after === null || isSame(before.rules, after.rules)) return;
      void this.turn.take(() => this.judgeAll(after.record.space));
    });
  }

  onAdmitted(events: readonly AdmittedEvent[]): void {
    for (const event of events) {
      const awaited = this.awaited.get(event.id);
      const note = event.content.kind === NOTE_KINDS.recall ? readNote(event) : (awaited ?? null);
      if (note === null || this.parts.groups.get(event.content.space) === null) continue;
      this.awaited.delete(event.id);
      void this.turn.take(() => this.judge(note));
    }
  }

  /** Resolves when everything asked for before is done. */
  settled(): Promise<void> {
    return this.turn.take(() => Promise.resolve());
  }

  private async judge({ space, message, author, saidAt, ...note }: MessageNote): Promise<void> {
    const group = this.parts.groups.get(space);
    if (group === null || note.hidden === true || !ranAt(group.rules, { account: author, at: saidAt })) return;
    const done = await this.parts.store.notes.recall(space, message, author);
    if (done.ok && done.value) return;
    this.awaited.set(message, { space, message, author, saidAt, ...note });
    for (const oldest of this.awaited.keys()) {
      if (this.awaited.size <= MOST_AWAITED) break;
      this.awaited.delete(oldest);
    }
  }

  private async judgeAll(space: SpaceId): Promise<void> {
    const notes = await this.parts.store.notes.within(space, ALL);
    for (const note of notes.ok ? notes.value : []) if (note.said.act === 'recall') await this.judge(note);
  }
}

function isSame(before: GroupRules, after: GroupRules): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
