import type { FeedKeep } from '@domain/feed/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import { FeedKeeper } from '../feed/feedKeeper.ts';
import type { EventJournal } from '../journal/eventJournal.ts';

/** What the records of channels are kept with. */
export interface ChannelKeepParts {
  readonly store: { readonly feed: Pick<DocumentStore['feed'], 'keeps'> };
  readonly journal: Pick<EventJournal, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The small records of channels: read from the store, written to it and to the journal. */
export class ChannelKeeps {
  private readonly feed: ChannelKeepParts['store']['feed'];
  private readonly keeper: FeedKeeper;

  constructor(parts: ChannelKeepParts) {
    this.feed = parts.store.feed;
    this.keeper = new FeedKeeper(parts);
  }

  get(kind: string, id: string): Stored<FeedKeep | null> {
    return this.feed.keeps.get(kind, id);
  }

  all(kind: string): Stored<readonly FeedKeep[]> {
    return this.feed.keeps.all(kind);
  }

  /** All of them or none. */
  put(rows: readonly Omit<FeedKeep, 'at'>[]): Stored {
    return this.keeper.put(rows);
  }

  remove(kind: string, id: string): Stored {
    return this.keeper.remove(kind, id);
  }
}
