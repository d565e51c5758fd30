import type { EventId, SpaceId } from '@shared/ids.ts';
import { type NoteRules, foldNotes } from '@domain/chat/foldNotes.ts';
import type { MessageRef } from '@domain/chat/extras.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { messageAt } from '../messages/messageAt.ts';
import { foundMessage } from './messageMarks.ts';
import type { FoundMessage } from './messageViews.ts';

/** Messages that are answered in a window and stand outside of it. */
export class QuotedMessages {
  private readonly store: DocumentStore;
  private readonly space: SpaceId;
  private known = new Map<EventId, FoundMessage | null>();

  constructor(store: DocumentStore, space: SpaceId) {
    this.store = store;
    this.space = space;
  }

  /** Whether anything outside of the window is answered in it. */
  get isUsed(): boolean {
    return this.known.size > 0;
  }

  find(id: EventId): FoundMessage | null {
    return this.known.get(id) ?? null;
  }

  /** Any message: where an answer says that it stands, else by its event. */
  async look(id: EventId): Promise<MessageRecord | null> {
    const at = this.find(id)?.at;
    const there = at === undefined ? null : await messageAt(this.store, this.space, { id, at });
    if (there !== null) return there;
    const found = await this.store.message(this.space, id);
    return found.ok ? found.value : null;
  }

  /** Whether anything that these answer has not been looked for. */
  lacks(page: readonly MessageRecord[]): boolean {
    return wantedOf(page).some(({ id }) => !this.known.has(id));
  }

  /** Reads what these answer and do not hold themselves. */
  async read(page: readonly MessageRecord[], rules: NoteRules): Promise<void> {
    const wanted = wantedOf(page);
    const found = await Promise.all(wanted.map((ref) => this.readOne(ref, rules)));
    this.known = new Map(wanted.map(({ id }, place) => [id, found[place] ?? null]));
  }

  private async readOne({ id, at }: MessageRef, rules: NoteRules): Promise<FoundMessage | null> {
    const key = { at, id };
    const [page, notes] = await Promise.all([
      this.store.messages(this.space, { kind: 'from', key, limit: 1 }),
      this.store.notes.within(this.space, { from: key, to: key }),
    ]);
    const [record] = page.ok ? page.value.messages : [];
    if (record?.id !== id) return null;
    return foundMessage(foldNotes(record, notes.ok ? notes.value : [], rules).record);
  }
}

function wantedOf(page: readonly MessageRecord[]): readonly MessageRef[] {
  const replies = page.flatMap(({ extras }) => extras?.reply ?? []);
  if (replies.length === 0) return replies;
  const held = new Set(page.map(({ id }) => id));
  return [...new Map(replies.filter(({ id }) => !held.has(id)).map((ref) => [ref.id, ref])).values()];
}
