import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { bytesOf, eventIdSchema, timeSchema } from '@shared/schemas.ts';
import { toBase64url } from '@shared/base64url.ts';
import { NOTE_KINDS, encodeNote } from '@domain/chat/note.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Replicator } from '../replication/replicator.ts';
import { Turn } from '../turn.ts';
import { type MessageParts, whyNotNote } from './messageParts.ts';

/** Kind of the records, each under its event. */
const UNWANTED_KEEP = 'chat.unwanted';
/** `at`: where the message stood, once it was found; hidden it is not found again. */
const unwantedSchema = v.strictObject({ v: v.literal(1), space: bytesOf(32), at: v.exactOptional(timeSchema) });

/** What keeping them works with. */
export interface UnwantedParts extends Pick<MessageParts, 'whyNotWrite'> {
  readonly store: Pick<DocumentStore, 'message' | 'hideMessage'> & {
    readonly feed: Pick<DocumentStore['feed'], 'keeps'>;
  };
  readonly replicator: Pick<Replicator, 'author'>;
  readonly journal: Pick<EventJournal, 'append'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly clock: Pick<Clock, 'now'>;
}

interface Place {
  readonly space: SpaceId;
  readonly at?: number | undefined;
}

/**
 * Own words that were taken away before they were kept (CHT-12), across the end of the app. The database does not work then; the journal, which
 * alone could bring them back, is told itself. What is kept after all goes to the others: it is hidden here, and they are asked to remove it.
 */
export class Unwanted {
  private readonly parts: UnwantedParts;
  private readonly noted = new Set<EventId>();
  /** Those that could not be taken back yet, as one may say nothing there or the disk refuses. */
  private readonly waiting = new Map<EventId, Place>();
  private readonly turn = new Turn();

  constructor(parts: UnwantedParts) {
    this.parts = parts;
  }

  /** Should they come back, they are to be taken away then. */
  async note(space: SpaceId, event: EventId): Promise<void> {
    this.noted.add(event);
    const at = this.parts.clock.now();
    await this.parts.journal.append([{ t: 'feed', kind: UNWANTED_KEEP, id: event, bytes: bytesFor({ space }), at }]);
  }

  /** They were taken away, or are meant after all. */
  async forget(event: EventId): Promise<void> {
    if (this.noted.delete(event)) await this.parts.keeper.remove(UNWANTED_KEEP, event);
  }

  /** They are kept after all. What cannot be done about it now is done when one may say something there again, or after the next start. */
  takeBack(space: SpaceId, event: EventId): Promise<void> {
    return this.takeBackFrom(event, { space });
  }

  /** Takes away those that came back, once database and journal agree. Those that did not are nowhere. */
  async takeUp(): Promise<void> {
    const kept = await this.parts.store.feed.keeps.all(UNWANTED_KEEP);
    for (const { id, bytes } of kept.ok ? kept.value : []) {
      const [event, read] = [v.safeParse(eventIdSchema, id), readCanonical(unwantedSchema, bytes)];
      if (!event.success || read === null || this.noted.has(event.output)) continue;
      await this.takeBackFrom(event.output, { space: toBase64url(read.space) as SpaceId, at: read.at });
    }
  }

  /** One may write somewhere where one might not. */
  onMaySay(): void {
    for (const [event, place] of this.waiting)
      if (whyNotNote(this.parts, place.space) === null) void this.takeBackFrom(event, place);
  }

  private takeBackFrom(event: EventId, place: Place): Promise<void> {
    this.noted.add(event);
    this.waiting.delete(event);
    return this.turn.take(async () => {
      const left = await this.leftOf(event, place);
      if (left === null) await this.forget(event);
      else this.waiting.set(event, left);
    });
  }

  /** Hides it and asks everybody to remove it; what is left to do of it, or null. */
  private async leftOf(event: EventId, { space, at }: Place): Promise<Place | null> {
    const { store, keeper, replicator } = this.parts;
    const found = await store.message(space, event);
    if (!found.ok) return { space, at };
    const place = found.value?.at ?? at;
    // Not here, and never hidden by this: it is nowhere.
    if (place === undefined) return null;
    if (found.value !== null) {
      // Noted before it is hidden: it is not found any more then.
      const noted = await keeper.put([{ kind: UNWANTED_KEEP, id: event, bytes: bytesFor({ space, at: place }) }]);
      if (!noted.ok || !(await store.hideMessage(space, event)).ok) return { space, at: place };
    }
    if (whyNotNote(this.parts, space) !== null) return { space, at: place };
    const recall = encodeNote({ id: event, at: place }, { act: 'recall' });
    return (await replicator.author(space, NOTE_KINDS.recall, recall)).ok ? null : { space, at: place };
  }
}

function bytesFor({ space, at }: Place): Uint8Array {
  return encodeCanonical({ v: 1, space: idBytes(space), ...(at === undefined ? {} : { at }) });
}
