import type { EventId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Replicator } from '../replication/replicator.ts';
import { Turn } from '../turn.ts';
import type { ChannelBook } from './channelBook.ts';

/** What ends are looked after with. */
export interface EndedWordsParts {
  readonly book: ChannelBook;
  readonly replicator: Pick<Replicator, 'logOf'>;
  readonly store: { readonly feed: Pick<DocumentStore['feed'], 'dropSaid'> };
  readonly log: Log;
}

/**
 * Takes away what pens said beyond their ends, where it came before the end did (CHN-4): posts, edits, remarks, words, and what they
 * lay hold of. An end does not move, so nothing of it ever comes back; the events stay in the log, given to nobody (REP-13). What this
 * device said itself stays for its person to see.
 */
export class EndedWords {
  private readonly parts: EndedWordsParts;
  private readonly turn = new Turn();

  constructor(parts: EndedWordsParts) {
    this.parts = parts;
  }

  /** Makes up for what a start, or a database that was lost, left undone. */
  async repair(): Promise<void> {
    for (const { space, charter } of this.parts.book.channels.get().values())
      if (charter !== null && charter.ends.size > 0) await this.judge(space);
  }

  /** Events came: one may have been on its way in while its pen ended. */
  onAdmitted(space: SpaceId, { content }: AdmittedEvent): void {
    const end = this.parts.book.endOf(space, content.device);
    if (end !== null && content.seq > end.seq) void this.judge(space);
  }

  /** Who writes a channel changed. Resolves when nothing beyond an end is shown any more. */
  judge(space: SpaceId): Promise<void> {
    return this.turn.take(async () => {
      const beyond = await this.beyond(space);
      if (beyond?.length === 0) return;
      const dropped = beyond === null ? null : await this.parts.store.feed.dropSaid(beyond);
      if (dropped?.ok !== true)
        this.parts.log.write('warn', 'engine', 'what lies beyond the end of a pen may still be shown');
    });
  }

  /** Null when it cannot be told. */
  private async beyond(space: SpaceId): Promise<readonly EventId[] | null> {
    const { book, replicator } = this.parts;
    const own = book.get(space)?.pen?.device ?? null;
    const held = await replicator.logOf(space);
    if (held === null) return null;
    const beyond = await held.beyond((device) => (device === own ? null : book.endOf(space, device)));
    return beyond.ok ? beyond.value : null;
  }
}
