import { ok } from '@shared/result.ts';
import { DERIVED_KEEP, type FeedKeep } from '@domain/feed/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { Turn } from '../turn.ts';

/** What keeping works with. */
export interface FeedKeeperParts {
  readonly store: { readonly feed: Pick<DocumentStore['feed'], 'keeps'> };
  readonly journal: Pick<EventJournal, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Keeps the small records of circles and channels in the database and, after that, in the journal (JNL-17). What is taken away is taken out of
 * the journal first: what only the journal has comes back at the next start.
 */
export class FeedKeeper {
  private readonly parts: FeedKeeperParts;
  private readonly turn = new Turn();

  constructor(parts: FeedKeeperParts) {
    this.parts = parts;
  }

  /** In place of those of the same kind and id; all of them or none. */
  put(records: readonly Omit<FeedKeep, 'at'>[]): Stored {
    return records.length === 0 ? Promise.resolve(ok()) : this.turn.take(() => this.putNow(records));
  }

  /** Puts what `decide` makes of what is kept under an id in its place, nothing else of this keeper coming between; null leaves it. */
  merge({ kind, id }: Pick<FeedKeep, 'kind' | 'id'>, decide: (kept: Uint8Array | null) => Uint8Array | null): Stored {
    return this.turn.take(async () => {
      const kept = await this.parts.store.feed.keeps.get(kind, id);
      const bytes = kept.ok ? decide(kept.value?.bytes ?? null) : null;
      if (!kept.ok) return kept;
      return bytes === null ? ok() : this.putNow([{ kind, id, bytes }]);
    });
  }

  /** Resolves once it would not come back after the app was killed, as far as the host takes what it is told. */
  remove(kind: string, id: string): Stored {
    return this.turn.take(async () => {
      const { store, journal } = this.parts;
      if (!kind.startsWith(DERIVED_KEEP)) await journal.append([{ t: 'feed-removed', kind, id }]);
      return store.feed.keeps.remove(kind, id);
    });
  }

  private async putNow(records: readonly Omit<FeedKeep, 'at'>[]): Stored {
    const { store, journal, clock } = this.parts;
    const keeps = records.map((record): FeedKeep => ({ ...record, at: clock.now() }));
    const kept = await store.feed.keeps.put(keeps);
    const told = kept.ok ? keeps.filter(({ kind }) => !kind.startsWith(DERIVED_KEEP)) : [];
    // The journal keeps back what the host does not take; nobody waits for it.
    if (told.length > 0) void journal.append(told.map((keep) => ({ t: 'feed' as const, ...keep })));
    return kept;
  }
}
