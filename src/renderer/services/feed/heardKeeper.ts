import type { FeedKeep } from '@domain/feed/kept.ts';
import type { Stored } from '@ports/documentStore.ts';
import { FeedKeeper } from './feedKeeper.ts';

/** Hears what was kept; null for what was taken away. */
export type OnKept = (kind: string, id: string, bytes: Uint8Array | null) => void;

/** Keeps small records, and tells one who asked of each that was kept. */
export class HeardKeeper extends FeedKeeper {
  onKept: OnKept = () => undefined;

  override async put(records: readonly Omit<FeedKeep, 'at'>[]): Stored {
    const kept = await super.put(records);
    if (kept.ok) for (const { kind, id, bytes } of records) this.onKept(kind, id, bytes);
    return kept;
  }

  override async remove(kind: string, id: string): Stored {
    const removed = await super.remove(kind, id);
    if (removed.ok) this.onKept(kind, id, null);
    return removed;
  }
}
