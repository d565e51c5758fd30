import type { SpaceId } from '@shared/ids.ts';
import type { Letter } from '@domain/channel/letter.ts';
import type { Clock } from '@ports/clock.ts';
import type { LetterLog } from './letterLog.ts';

/** Letters that all editors of a channel take up within a day: each stays in the log, so on every reader's disk. */
export const MOST_RECEIVED_A_DAY = 500;
/** Letters that wait for one channel on this device until there is place. */
export const MOST_WAITING = 500;
/** Places beyond both for who says to have paid. Whose payment is here needs none: what others write takes nothing from them. */
export const MORE_CLAIMS = 100;
const DAY = 24 * 3_600_000;

/** What letters wait with. */
export interface ArrivedLetterParts {
  readonly log: Pick<LetterLog, 'receivedSince'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Whether a letter claims what was paid to this person, by their own wallet. */
  readonly isPaid: (space: SpaceId, letter: Letter) => boolean;
}

/** Letters that came and of which it was not said yet that they are here. First come, first said; the rest waits for its day (CHN-12). */
export class ArrivedLetters {
  private readonly parts: ArrivedLetterParts;
  private readonly waiting = new Map<SpaceId, Map<string, Letter>>();

  constructor(parts: ArrivedLetterParts) {
    this.parts = parts;
  }

  /** False where as many wait as may. */
  add(space: SpaceId, id: string, letter: Letter): boolean {
    const waiting = this.waiting.get(space) ?? new Map<string, Letter>();
    if (waiting.size >= placesFor(letter, MOST_WAITING) && !waiting.has(id) && !this.parts.isPaid(space, letter))
      return false;
    this.waiting.set(space, waiting.set(id, letter));
    return true;
  }

  has(space: SpaceId): boolean {
    return (this.waiting.get(space)?.size ?? 0) > 0;
  }

  /** Who paid, and those there is place for today, oldest first. They wait until they are {@link remove removed}. */
  async due(space: SpaceId): Promise<readonly (readonly [string, Letter])[]> {
    const received = await this.parts.log.receivedSince(space, this.parts.clock.now() - DAY);
    for (const id of received) this.remove(space, id);
    const waiting = [...(this.waiting.get(space) ?? [])];
    const paid = waiting.filter(([, letter]) => this.parts.isPaid(space, letter));
    const due: (readonly [string, Letter])[] = [];
    for (const one of waiting)
      if (!paid.includes(one) && received.length + due.length < placesFor(one[1], MOST_RECEIVED_A_DAY)) due.push(one);
    return [...paid, ...due];
  }

  remove(space: SpaceId, id: string): void {
    this.waiting.get(space)?.delete(id);
  }

  /** The channel's letters are nothing of this device's any more. */
  leave(space: SpaceId): void {
    this.waiting.delete(space);
  }
}

function placesFor({ kind }: Letter, places: number): number {
  return kind === 'claim' ? places + MORE_CLAIMS : places;
}
