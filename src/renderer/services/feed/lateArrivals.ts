import type { EventId } from '@shared/ids.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { LATE_KEEP, MOST_LATE, encodeLate, readLate } from '@domain/feed/late.ts';
import type { Clock } from '@ports/clock.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';

/** How long one that came waits for others before it is kept, ms. */
export const KEEP_AFTER = 300;

/** What late arrivals are kept with. */
export interface LateArrivalParts {
  readonly keeps: {
    all(kind: string): Stored<readonly FeedKeep[]>;
    put(rows: readonly Omit<FeedKeep, 'at'>[]): Stored;
    remove(kind: string, id: string): Stored;
  };
  readonly clock: Pick<Clock, 'after'>;
}

/** Which posts came late, by shelf: the newest arrivals of each, until somebody looks (FED-15). */
export class LateArrivals {
  private readonly parts: LateArrivalParts;
  private readonly late = new Map<string, readonly EventId[]>();
  private readonly changed = new Set<string>();
  private readonly turn = new Turn();
  private stop: Disposer | null = null;

  constructor(parts: LateArrivalParts) {
    this.parts = parts;
  }

  /** Reads what is kept. */
  async load(): Promise<void> {
    const rows = await this.parts.keeps.all(LATE_KEEP);
    for (const { id, bytes } of rows.ok ? rows.value : [])
      this.late.set(id, [...new Set([...readLate(bytes), ...(this.late.get(id) ?? [])])].slice(-MOST_LATE));
  }

  /** One came late. */
  add(shelf: string, post: EventId): void {
    const known = this.late.get(shelf) ?? [];
    if (known.includes(post)) return;
    this.late.set(shelf, [...known, post].slice(-MOST_LATE));
    this.changed.add(shelf);
    this.stop ??= this.parts.clock.after(KEEP_AFTER, () => {
      this.stop = null;
      void this.turn.take(() => this.keep());
    });
  }

  /** Somebody looked at a shelf. */
  clear(shelf: string): Promise<void> {
    return this.turn.take(async () => {
      this.changed.delete(shelf);
      if (this.late.delete(shelf)) await this.parts.keeps.remove(LATE_KEEP, shelf);
    });
  }

  dispose(): void {
    this.stop?.();
  }

  private async keep(): Promise<void> {
    const rows = [...this.changed].flatMap((id) => {
      const posts = this.late.get(id);
      return posts === undefined ? [] : [{ kind: LATE_KEEP, id, bytes: encodeLate(posts) }];
    });
    this.changed.clear();
    await this.parts.keeps.put(rows);
  }
}
