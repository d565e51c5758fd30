import { type ChannelKeep, type LetterRecord, type SentRecord, recordBytes } from '@domain/channel/records.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import { HeardKeeper } from '../feed/heardKeeper.ts';
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
  readonly keeper: HeardKeeper;

  constructor(parts: ChannelKeepParts) {
    this.feed = parts.store.feed;
    this.keeper = new HeardKeeper(parts);
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

  /** Puts those of which something else, or nothing, is kept. */
  async putChanged(
    kind: typeof ChannelKeep.letter | typeof ChannelKeep.sent,
    records: ReadonlyMap<string, LetterRecord | SentRecord>,
  ): Stored {
    const before = await this.all(kind);
    if (!before.ok) return before;
    const known = new Map(before.value.map(({ id, bytes }) => [id, bytes]));
    const changed = [...records].flatMap(([id, record]) => {
      const bytes = recordBytes(record);
      const was = known.get(id);
      return was !== undefined && equalBytes(was, bytes) ? [] : [{ kind, id, bytes }];
    });
    return this.put(changed);
  }

  remove(kind: string, id: string): Stored {
    return this.keeper.remove(kind, id);
  }
}
