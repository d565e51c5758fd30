import { ok } from '@shared/result.ts';
import { DERIVED_KEEP, type FeedKeep } from '@domain/feed/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { EventJournal } from '../journal/eventJournal.ts';

/** What keeping works with. */
export interface FeedKeeperParts {
  readonly store: { readonly feed: Pick<DocumentStore['feed'], 'keeps'> };
  readonly journal: Pick<EventJournal, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Keeps the small records of circles and channels in the database and, after that, in the journal (JNL-17). */
export class FeedKeeper {
  private readonly parts: FeedKeeperParts;

  constructor(parts: FeedKeeperParts) {
    this.parts = parts;
  }

  /** In place of those of the same kind and id; all of them or none. */
  async put(records: readonly Omit<FeedKeep, 'at'>[]): Stored {
    const { store, journal, clock } = this.parts;
    if (records.length === 0) return ok();
    const keeps = records.map((record): FeedKeep => ({ ...record, at: clock.now() }));
    const kept = await store.feed.keeps.put(keeps);
    const told = kept.ok ? keeps.filter(({ kind }) => !kind.startsWith(DERIVED_KEEP)) : [];
    // The journal keeps back what the host does not take; nobody waits for it.
    if (told.length > 0) void journal.append(told.map((keep) => ({ t: 'feed' as const, ...keep })));
    return kept;
  }

  async remove(kind: string, id: string): Stored {
    const { store, journal } = this.parts;
    const removed = await store.feed.keeps.remove(kind, id);
    if (removed.ok && !kind.startsWith(DERIVED_KEEP)) void journal.append([{ t: 'feed-removed', kind, id }]);
    return removed;
  }
}
