import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { chainKey } from '@domain/intake/intake.ts';
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
import { packsOf } from './packsBelow.ts';
import type { RowDoor } from './rowDoor.ts';
import type { EventPack } from './schema.ts';
import { type Guess, RowMemory } from './rowMemory.ts';
import type { WriteOptions } from './writeScope.ts';

/** Chains of which it is remembered how far they reached. */
const MOST_CHAINS = 4096;

/** Takes events into the database, each batch in one transaction. */
export class Admission {
  readonly memory = new RowMemory();
  private readonly connection: Connection;
  private readonly door: RowDoor;
  private readonly news = new GatheredNews();
  private packing: Promise<unknown> = Promise.resolve();
  /** By chain: the newest bucket of what was taken of it below. */
  private readonly reached = new Map<string, number>();

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

  /** Takes events below what is held of their chain (STO-8). What lies in sealed buckets becomes packs (STO-68). */
  async below(self: AccountId, events: readonly AdmittedEvent[]): Stored {
    const { tell } = this.news;
    const options: WriteOptions = { tables: tablesOf(events), mode: 'readwrite', durability: 'relaxed', tell };
    const packs = await this.packInTurn(events);
    return this.connection.transact(options, (scope) => admitEventsBelow(scope, { events, packs }, this.context(self)));
  }

  /** Packs while what was given before is written; but nobody is written before who was given later. */
  private packInTurn(events: readonly AdmittedEvent[]): Promise<readonly EventPack[]> {
    const packed = this.packing.then(() => packsOf(events, this.openBucketAbove(events)));
    this.packing = packed;
    return packed;
  }

  /** A bucket that their chain has reached: all before it are sealed. */
  private openBucketAbove(events: readonly AdmittedEvent[]): number {
    const last = events.at(-1);
    if (last === undefined) return -1;
    const key = chainKey(last.content);
    const reached = Math.max(last.bucket, this.reached.get(key) ?? -1);
    if (this.reached.size >= MOST_CHAINS) this.reached.clear();
    this.reached.set(key, reached);
    return reached;
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
