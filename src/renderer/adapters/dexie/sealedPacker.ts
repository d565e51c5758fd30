import { type Result, fail, ok } from '@shared/result.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';
import type { Connection } from './connection.ts';
import { LEAST_PACKED, MOST_PACKED, packRows, runOf } from './eventPack.ts';
import { eventsIn, keyOfPlace, rawKey } from './keptEvents.ts';
import { type RowDoor, chainSchema, eventSchema } from './rowDoor.ts';
import { type EventRow, KEY_END } from './schema.ts';
import type { WriteOptions, WriteScope } from './writeScope.ts';

/** Buckets looked at in one call. */
const MOST_LOOKED = 32;

const FIND: WriteOptions = { tables: ['events', 'chains'], mode: 'readonly', durability: 'default' };
/** A power cut may undo it: then the rows are back, and whole. */
const SWITCH: WriteOptions = { tables: ['events', 'packs'], mode: 'readwrite', durability: 'relaxed' };

/**
 * Makes packs of the rows of sealed buckets, one at a call (STO-60 to STO-63). It goes through `events` by place and jumps over what is
 * open: what is packed is not there any more, so a round over everything costs two reads for each bucket that is not.
 */
export class SealedPacker {
  private readonly connection: Connection;
  private readonly door: RowDoor;
  /** Where the round has come to. */
  private after: IDBValidKey | null = null;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
  }

  /** Makes the next pack. True when the round is not over. */
  async next(): Stored<boolean> {
    const found = await this.connection.transact(FIND, (scope) => this.find(scope, this.after));
    if (!found.ok) return found;
    const { run, after } = found.value;
    this.after = after;
    const pack = await packRows(run);
    if (pack === null) return ok(after !== null);
    const switched = await this.connection.transact(SWITCH, async (scope) => {
      const [start, end] = [keyOfPlace({ ...pack, seq: pack.firstSeq }), keyOfPlace({ ...pack, seq: pack.lastSeq })];
      const ids = await scope.keys(eventsIn(this.connection.keyRange.bound(start, end)));
      const isAsItWas = ids.length === run.length && ids.every((id, place) => id === run[place]?.id);
      if (!isAsItWas) return fail('store-conflict', 'another window packed them');
      scope.put('packs', [pack]);
      for (const { id } of run) scope.delete('events', id);
      return ok();
    });
    return switched.ok || switched.error.code === 'store-conflict' ? ok(true) : switched;
  }

  /** The next rows that are worth a pack; none when there were none among the buckets looked at. */
  private async find(scope: WriteScope, from: IDBValidKey | null): Promise<Result<Found, StoreError>> {
    const { keyRange } = this.connection;
    let after = from;
    for (let looked = 0; looked < MOST_LOOKED; looked += 1) {
      const rest = after === null ? null : keyRange.lowerBound(after, true);
      const [raw] = await scope.indexed(eventsIn(rest), 1);
      if (raw === undefined) return ok({ run: [], after: null });
      after = rawKey(raw, 'seq');
      const row = this.door.parse('events', eventSchema, raw);
      if (row === null) continue;
      const run = await this.runFrom(scope, row);
      const last = run?.at(-1) ?? row;
      // Behind an open bucket the next chain begins.
      after = keyOfPlace(run === null ? { ...row, seq: Number.MAX_SAFE_INTEGER } : last);
      if (run !== null && run.length >= LEAST_PACKED) return ok({ run, after });
    }
    return ok({ run: [], after });
  }

  /** What follows in the same bucket, as much as one pack takes; null when its chain has not left the bucket behind. */
  private async runFrom(scope: WriteScope, row: EventRow): Promise<readonly EventRow[] | null> {
    const { space, bucket, device } = row;
    const chain = this.door.parse('chains', chainSchema, await scope.get('chains', [space, device]));
    if (chain === null || chain.bucket <= bucket) return null;
    const range = this.connection.keyRange.bound(keyOfPlace(row), [space, bucket, device, KEY_END]);
    return runOf(this.door.parseAll('events', eventSchema, await scope.indexed(eventsIn(range), MOST_PACKED)));
  }
}

interface Found {
  readonly run: readonly EventRow[];
  /** Where to look next; null when all was looked at. */
  readonly after: IDBValidKey | null;
}
