import type { EventId } from '@shared/ids.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** How long a deletion may be taken back, ms: as long as the notice that offers it stands. */
export const UNDO_TIME = 6000;

const NOTHING: ReadonlySet<EventId> = new Set();

/**
 * Posts on their way out: out of sight at once, deleted when nobody took it back in time, or when the room is left. A deletion
 * reaches others and can't be undone, so it is not begun before.
 */
export class LeavingDesk {
  private readonly shown = writableSnapshot(NOTHING);
  private readonly timers = new Map<EventId, ReturnType<typeof setTimeout>>();
  private readonly remove: (post: EventId) => Promise<boolean>;

  /** `remove` says whether it was deleted. */
  constructor(remove: (post: EventId) => Promise<boolean>) {
    this.remove = remove;
  }

  /** Those that are out of sight. */
  get leaving(): Snapshot<ReadonlySet<EventId>> {
    return this.shown;
  }

  readonly leave = (post: EventId): void => {
    if (this.timers.has(post)) return;
    this.timers.set(
      post,
      setTimeout(() => void this.finish(post), UNDO_TIME),
    );
    this.show(post, true);
  };

  readonly takeBack = (post: EventId): void => {
    clearTimeout(this.timers.get(post));
    if (this.timers.delete(post)) this.show(post, false);
  };

  /** Deletes what still waits. */
  readonly finishAll = (): void => {
    for (const post of [...this.timers.keys()]) void this.finish(post);
  };

  /** It stays out of sight while it is deleted, unless that fails: shown again for a moment it would seem to have come back. */
  private async finish(post: EventId): Promise<void> {
    clearTimeout(this.timers.get(post));
    this.timers.delete(post);
    if (!(await this.remove(post))) this.show(post, false);
  }

  private show(post: EventId, isLeaving: boolean): void {
    const next = new Set(this.shown.get());
    if (isLeaving) next.add(post);
    else next.delete(post);
    this.shown.set(next);
  }
}
