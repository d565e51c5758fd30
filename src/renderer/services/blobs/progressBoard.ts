import type { BlobId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { PROGRESS_EVERY } from './blobLimits.ts';
import { type BlobProgress, NOTHING_YET } from './blobProgress.ts';

interface Line {
  readonly snapshot: Snapshot<BlobProgress>;
  readonly value: WritableSnapshot<BlobProgress>;
  listeners: number;
  toldAt: number;
}

/** Lines nobody listens to are dropped above this many. */
const MOST_IDLE = 1000;

/** Where blobs stand, for screens: a new state at once, more bytes of the same state a few times a second. */
export class ProgressBoard {
  private readonly clock: Clock;
  private readonly lines = new Map<BlobId, Line>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The line of a blob, and whether it was made by this call. */
  lineOf(id: BlobId): { readonly snapshot: Snapshot<BlobProgress>; readonly isNew: boolean } {
    const known = this.lines.get(id);
    if (known !== undefined) return { snapshot: known.snapshot, isNew: false };
    const line = newLine();
    this.lines.set(id, line);
    this.sweep();
    return { snapshot: line.snapshot, isNew: true };
  }

  /** Whether anybody looked at a blob. */
  has(id: BlobId): boolean {
    return this.lines.has(id);
  }

  /** Says where a blob stands; nothing is kept of one that nobody ever looked at. */
  tell(id: BlobId, progress: BlobProgress): void {
    const line = this.lines.get(id);
    if (line === undefined) return;
    const before = line.value.get();
    const now = this.clock.monotonic();
    const isSame = before.state === progress.state && before.sources === progress.sources;
    const isSoon = isSame && before.isPaused === progress.isPaused && now - line.toldAt < PROGRESS_EVERY;
    if (isSoon || isEqual(before, progress)) return;
    line.toldAt = now;
    line.value.set(progress);
  }

  private sweep(): void {
    if (this.lines.size <= MOST_IDLE) return;
    for (const [id, line] of this.lines) {
      if (this.lines.size <= MOST_IDLE) return;
      if (line.listeners === 0) this.lines.delete(id);
    }
  }
}

function newLine(): Line {
  const value = writableSnapshot(NOTHING_YET);
  const line: Line = {
    value,
    listeners: 0,
    toldAt: Number.NEGATIVE_INFINITY,
    snapshot: {
      get: value.get,
      subscribe: (listener) => {
        line.listeners += 1;
        const leave = value.subscribe(listener);
        let hasLeft = false;
        return () => {
          if (hasLeft) return;
          hasLeft = true;
          line.listeners -= 1;
          leave();
        };
      },
    },
  };
  return line;
}

function isEqual(a: BlobProgress, b: BlobProgress): boolean {
  return (
    a.state === b.state &&
    a.held === b.held &&
    a.size === b.size &&
    a.sources === b.sources &&
    a.isPaused === b.isPaused &&
    a.error === b.error
  );
}
