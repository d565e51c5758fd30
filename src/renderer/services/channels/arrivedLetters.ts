import type { SpaceId } from '@shared/ids.ts';
import type { Letter } from '@domain/channel/letter.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { LetterLog } from './letterLog.ts';

/** Letters that all editors of a channel take up within a day: each stays in the log, so on every reader's disk. */
export const MOST_RECEIVED_A_DAY = 500;
/** Letters that wait for one channel on this device until there is place. */
export const MOST_WAITING = 500;
/** Places beyond both for who says to have paid. Whose payment is here needs none of them for a letter: what others write takes nothing from them. */
export const MORE_CLAIMS = 100;
const DAY = 24 * 3_600_000;

/** What letters wait with. */
export interface ArrivedLetterParts {
  readonly log: Pick<LetterLog, 'receivedSince'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The payment to this person, of their own wallet, that a letter claims by; null for any other. */
  readonly paymentOf: (space: SpaceId, letter: Letter) => RecordId | null;
}

/** Letters that came and of which it was not said yet that they are here. First come, first said; the rest waits for its day (CHN-12). */
export class ArrivedLetters {
  private readonly parts: ArrivedLetterParts;
  private readonly waiting = new Map<SpaceId, Map<string, Letter>>();
  /** The letter that each payment has a place for. */
  private readonly claims = new Map<RecordId, string>();

  constructor(parts: ArrivedLetterParts) {
    this.parts = parts;
  }

  /** False where as many wait as may. */
  add(space: SpaceId, id: string, letter: Letter): boolean {
    const waiting = this.waiting.get(space) ?? new Map<string, Letter>();
    const isFull = waiting.size >= placesFor(letter, MOST_WAITING) && !waiting.has(id);
    if (isFull && !this.hasOwnPlace(space, id, letter)) return false;
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
    const paid: (readonly [string, Letter])[] = [];
    const due: (readonly [string, Letter])[] = [];
    for (const [id, letter] of this.waiting.get(space) ?? [])
      if (this.hasOwnPlace(space, id, letter)) paid.push([id, letter]);
      else if (received.length + due.length < placesFor(letter, MOST_RECEIVED_A_DAY)) due.push([id, letter]);
    return [...paid, ...due];
  }

  remove(space: SpaceId, id: string): void {
    this.waiting.get(space)?.delete(id);
  }

  /** The channel's letters are nothing of this device's any more. */
  leave(space: SpaceId): void {
    this.waiting.delete(space);
  }

  /**
   * Whether its payment gives a letter a place. One letter has that of each payment: who paid once could write without end otherwise, onto every
   * reader's disk.
   */
  private hasOwnPlace(space: SpaceId, id: string, letter: Letter): boolean {
    const payment = this.parts.paymentOf(space, letter);
    if (payment === null) return false;
    if (!this.claims.has(payment)) this.claims.set(payment, id);
    return this.claims.get(payment) === id;
  }
}

function placesFor({ kind }: Letter, places: number): number {
  return kind === 'claim' ? places + MORE_CLAIMS : places;
}
