import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** How long a deletion may be taken back, ms: as long as the notice that offers it stands. */
export const UNDO_TIME = 6000;

/**
 * Posts or messages on their way out: out of sight at once, deleted when nobody took it back in time, or when the room is left. A deletion
 * reaches others and can't be undone, so it is not begun before.
 */
export class LeavingDesk<Id extends string> {
  private readonly shown = writableSnapshot<ReadonlySet<Id>>(new Set());
  private readonly timers = new Map<Id, ReturnType<typeof setTimeout>>();
  private readonly remove: (id: Id) => Promise<boolean>;

  /** `remove` says whether it was deleted. */
  constructor(remove: (id: Id) => Promise<boolean>) {
    this.remove = remove;
  }

  /** Those that are out of sight. */
  get leaving(): Snapshot<ReadonlySet<Id>> {
    return this.shown;
  }

  readonly leave = (id: Id): void => {
    if (this.timers.has(id)) return;
    this.timers.set(
      id,
      setTimeout(() => void this.finish(id), UNDO_TIME),
    );
    this.show(id, true);
  };

  readonly takeBack = (id: Id): void => {
    clearTimeout(this.timers.get(id));
    if (this.timers.delete(id)) this.show(id, false);
  };

  /** Deletes what still waits. */
  readonly finishAll = (): void => {
    for (const id of [...this.timers.keys()]) void this.finish(id);
  };

  /** It stays out of sight while it is deleted, unless that fails: shown again for a moment it would seem to have come back. */
  private async finish(id: Id): Promise<void> {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    if (!(await this.remove(id))) this.show(id, false);
  }

  private show(id: Id, isLeaving: boolean): void {
    const next = new Set(this.shown.get());
    if (isLeaving) next.add(id);
    else next.delete(id);
    this.shown.set(next);
  }
}
