import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { bytesOf, eventIdSchema } from '@shared/schemas.ts';
import { toBase64url } from '@shared/base64url.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { EventJournal } from '../journal/eventJournal.ts';

/** Kind of the records, each under its event. */
const UNWANTED_KEEP = 'chat.unwanted';
const unwantedSchema = v.strictObject({ v: v.literal(1), space: bytesOf(32) });

/** What keeping them works with. */
export interface UnwantedParts {
  readonly store: { readonly feed: Pick<DocumentStore['feed'], 'keeps'> };
  readonly journal: Pick<EventJournal, 'append'>;
  readonly keeper: Pick<FeedKeeper, 'remove'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Own words that were taken away before they were kept (CHT-12), across the end of the app. The database does not work then; the journal, which
 * alone could bring them back, is told itself.
 */
export class Unwanted {
  private readonly parts: UnwantedParts;
  private readonly noted = new Set<EventId>();

  constructor(parts: UnwantedParts) {
    this.parts = parts;
  }

  /** Should they come back, they are to be taken away then. */
  async note(space: SpaceId, event: EventId): Promise<void> {
    this.noted.add(event);
    const bytes = encodeCanonical({ v: 1, space: idBytes(space) });
    const at = this.parts.clock.now();
    await this.parts.journal.append([{ t: 'feed', kind: UNWANTED_KEEP, id: event, bytes, at }]);
  }

  /** They were taken away, or are meant after all. */
  async forget(event: EventId): Promise<void> {
    if (this.noted.delete(event)) await this.parts.keeper.remove(UNWANTED_KEEP, event);
  }

  /** Takes away those that came back, once database and journal agree. Those that did not are nowhere. */
  async takeUp(takeBack: (space: SpaceId, event: EventId) => Promise<unknown>): Promise<void> {
    const kept = await this.parts.store.feed.keeps.all(UNWANTED_KEEP);
    for (const { id, bytes } of kept.ok ? kept.value : []) {
      const [event, read] = [v.safeParse(eventIdSchema, id), readCanonical(unwantedSchema, bytes)];
      if (!event.success || read === null || this.noted.has(event.output)) continue;
      this.noted.add(event.output);
      await takeBack(toBase64url(read.space) as SpaceId, event.output);
      await this.forget(event.output);
    }
  }
}
