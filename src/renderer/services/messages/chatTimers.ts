import type { SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { timerOf } from '@domain/chat/foldNotes.ts';
import { NOTE_KINDS } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { DIRECT_RULES, groupChatRules } from './noteRules.ts';

/** What knowing timers works with. */
export interface ChatTimerParts {
  readonly store: Pick<DocumentStore, 'notes'>;
  readonly groups: Pick<GroupBook, 'get' | 'listen'>;
}

/** How long words last that are said now, by conversation: read once, and again when something of it changed. */
export class ChatTimers {
  private readonly parts: ChatTimerParts;
  /** A reading stands here from its beginning on: what changes meanwhile takes it away, and it does not come back. */
  private readonly known = new Map<SpaceId, Stored<number | null>>();

  constructor(parts: ChatTimerParts) {
    this.parts = parts;
    parts.groups.listen(async (before, after) => {
      const space = (after ?? before)?.record.space;
      if (space !== undefined) this.known.delete(space);
    });
  }

  /** ms; null: for good. A store that fails says nothing of it, and then nothing may be said for good by mistake: the failure is the caller's. */
  async lifeIn(space: SpaceId): Stored<number | null> {
    const life = this.known.get(space) ?? this.read(space);
    this.known.set(space, life);
    const read = await life;
    const isStill = this.known.get(space) === life;
    if (!read.ok && isStill) this.known.delete(space);
    // What was read before something changed is nobody's answer, also not of who was waiting already.
    return read.ok && !isStill ? this.lifeIn(space) : read;
  }

  private async read(space: SpaceId): Stored<number | null> {
    const notes = await this.parts.store.notes.ofSpace(space);
    if (!notes.ok) return notes;
    const group = this.parts.groups.get(space);
    const { mightSetTimer } = group === null ? DIRECT_RULES : groupChatRules(group.rules);
    return ok(timerOf(notes.value, mightSetTimer)?.said.life ?? null);
  }

  onAdmitted(events: readonly AdmittedEvent[]): void {
    for (const { content } of events) if (content.kind === NOTE_KINDS.timer) this.known.delete(content.space);
  }
}
