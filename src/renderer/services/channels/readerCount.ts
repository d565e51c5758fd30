import type { SpaceId } from '@shared/ids.ts';
import {
  COUNT_EPOCH,
  SKETCH_BYTES,
  type Sketch,
  guessReaders,
  isSketch,
  mergeSketches,
  ownSketch,
} from '@domain/channel/readers.ts';
import type { ReaderWord } from '@domain/channel/words.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** How long news of a count wait for more of their kind, ms. */
export const COUNT_DELAY = 2000;

type CountWord = Extract<ReaderWord, { t: 'count' }>;

/** What the counts work with. */
export interface ReaderCountParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly say: (space: SpaceId, word: CountWord) => void;
  /** How many readers are linked in a room. */
  readonly linkedIn: (space: SpaceId) => number;
}

interface Count {
  readonly epoch: number;
  readonly sketch: Sketch;
  /** What the epoch before came to: shown until this one has gone as far. */
  readonly before: number | null;
}

/** About how many read each channel now (CHN-13). */
export class ReaderCount {
  private readonly parts: ReaderCountParts;
  private readonly counts = new Map<SpaceId, Count>();
  private readonly waiting = new Map<SpaceId, Disposer>();
  private readonly shown = writableSnapshot<ReadonlyMap<SpaceId, number>>(new Map());

  constructor(parts: ReaderCountParts) {
    this.parts = parts;
  }

  /** Guesses by channel, where somebody is linked. */
  get readers(): Snapshot<ReadonlyMap<SpaceId, number>> {
    return this.shown;
  }

  /** What is to be said to somebody who was just met. */
  word(space: SpaceId): CountWord {
    const { epoch, sketch } = this.current(space);
    return { t: 'count', epoch, sketch };
  }

  /** Takes what a reader heard of. False when it can't be true. A clock that is off by an epoch adds nothing, and is no offence. */
  take(space: SpaceId, word: CountWord): boolean {
    if (!isSketch(word.sketch)) return false;
    const count = this.current(space);
    if (word.epoch !== count.epoch) return true;
    const sketch = mergeSketches(count.sketch, word.sketch);
    if (sketch !== count.sketch) {
      this.counts.set(space, { ...count, sketch });
      this.tellSoon(space);
    }
    this.show();
    return true;
  }

  /** Links came or went. */
  show(): void {
    const now = [...this.counts].flatMap(([space, { sketch, before }]) =>
      this.parts.linkedIn(space) === 0 ? [] : [[space, Math.max(before ?? 0, guessReaders(sketch))] as const],
    );
    const old = this.shown.get();
    const isSame = now.length === old.size && now.every(([space, guess]) => old.get(space) === guess);
    if (!isSame) this.shown.set(new Map(now));
  }

  leave(space: SpaceId): void {
    this.waiting.get(space)?.();
    this.waiting.delete(space);
    this.counts.delete(space);
  }

  dispose(): void {
    for (const stop of this.waiting.values()) stop();
  }

  private current(space: SpaceId): Count {
    const epoch = Math.floor(this.parts.clock.now() / COUNT_EPOCH);
    const known = this.counts.get(space);
    if (known?.epoch === epoch) return known;
    const before = known?.epoch === epoch - 1 ? guessReaders(known.sketch) : null;
    const count = { epoch, sketch: ownSketch(this.parts.random.bytes(SKETCH_BYTES)), before };
    this.counts.set(space, count);
    this.tellSoon(space);
    return count;
  }

  private tellSoon(space: SpaceId): void {
    if (this.waiting.has(space)) return;
    const stop = this.parts.clock.after(COUNT_DELAY, () => {
      this.waiting.delete(space);
      this.parts.say(space, this.word(space));
    });
    this.waiting.set(space, stop);
  }
}
