import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Stored } from '@ports/documentStore.ts';
import {
  type AdmitContext,
  admitEvents,
  admitEventsBelow,
  admitGuessed,
  tablesOf,
  tablesOfGuess,
} from './admitEvents.ts';
import type { Connection } from './connection.ts';
import { GatheredNews } from './gatheredNews.ts';
import type { RowDoor } from './rowDoor.ts';
import { type Guess, RowMemory } from './rowMemory.ts';
import type { WriteOptions } from './writeScope.ts';

/** Takes events into the database, each batch in one transaction. */
export class Admission {
  readonly memory = new RowMemory();
  private readonly connection: Connection;
  private readonly door: RowDoor;
  private readonly news = new GatheredNews();

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
  }

  /** Takes events that continue their chains (STO-2). One whose rows are remembered waits for no read (STO-9). */
  async above(self: AccountId, events: readonly AdmittedEvent[], durability: WriteOptions['durability']): Stored {
    const plain: WriteOptions = { tables: tablesOf(events), mode: 'readwrite', durability };
    const options = events.length > 1 && durability === 'relaxed' ? { ...plain, tell: this.news.tell } : plain;
    const guess = this.memory.guess(events, self);
    const guessed = guess === null ? null : await this.atOnce({ ...options, tables: tablesOfGuess(guess) }, guess);
    if (guessed !== null) return guessed;
    return this.connection.transact(options, (scope) => admitEvents(scope, events, this.context(self)));
  }

  /** Takes events below what is held of their chain (STO-8). */
  below(self: AccountId, events: readonly AdmittedEvent[]): Stored {
    const { tell } = this.news;
    const options: WriteOptions = { tables: tablesOf(events), mode: 'readwrite', durability: 'relaxed', tell };
    return this.connection.transact(options, (scope) => admitEventsBelow(scope, events, this.context(self)));
  }

  /** How it ended; null when the guess was wrong, and nothing was written. */
  private async atOnce(options: WriteOptions, guess: Guess): Promise<Awaited<Stored> | null> {
    const seen = { isRight: true };
    const done = await this.connection.transact(options, async (scope) => {
      seen.isRight = await admitGuessed(scope, guess, this.connection.keyRange);
      // Aborts: nothing may stay of what was put on a wrong guess.
      if (!seen.isRight) throw new Error('the rows were written by somebody else');
      return ok();
    });
    if (done.ok) this.memory.keep(guess.plan);
    else this.memory.forget(guess.row.space);
    // A database that failed is not asked again at once: it may be closing.
    return seen.isRight ? done : null;
  }

  /** What taking and reading events goes by. */
  readonly context = (self: AccountId): AdmitContext => ({
    self,
    door: this.door,
    keyRange: this.connection.keyRange,
    memory: this.memory,
  });
}
