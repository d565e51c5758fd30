/** Reads of kept events, which lie one by one or in packs: places of a chain are in one of them, never in both (STO-60). */
import type { EventId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { BucketStretch, EventPlace, KeptEvent, StoreError, Stored } from '@ports/documentStore.ts';
import type { Connection } from './connection.ts';
import { packedId, unpackRows } from './eventPack.ts';
import { type RowDoor, eventSchema, keyOf, packSchema } from './rowDoor.ts';
import { type EventPack, type EventRow, KEY_END } from './schema.ts';
import type { IndexRange, WriteOptions, WriteScope } from './writeScope.ts';

/** Tables of kept events. A read sees both in one transaction, or would miss what is packed in between. */
const READ_EVENTS: WriteOptions = { tables: ['events', 'packs'], mode: 'readonly', durability: 'default' };
const PLACE = '[space+bucket+device+seq]';

/** The key of a place, in `events` by index and in `packs` by the last place. */
export function keyOfPlace({ space, bucket, device, seq }: EventPlace): IDBValidKey {
  return [space, bucket, device, seq];
}

/** A stretch of `events` by place. */
export function eventsIn(range: IDBKeyRange | null): IndexRange {
  return { table: 'events', name: PLACE, range };
}

/** Whether an event is in a pack. */
export async function isPacked(
  scope: WriteScope,
  place: EventPlace & { readonly id: EventId },
  { door, keyRange }: { readonly door: RowDoor; readonly keyRange: typeof IDBKeyRange },
): Promise<boolean> {
  const range = keyRange.bound(keyOfPlace(place), [place.space, place.bucket, place.device, KEY_END]);
  const pack = door.parse('packs', packSchema, await scope.first('packs', range));
  return pack !== null && packedId(pack, place.seq) === place.id;
}

/** Reads kept events. */
export class KeptEvents {
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
  }

  /** See `DocumentStore.payloads`. */
  async payloads(stretches: readonly BucketStretch[]): Stored<readonly Uint8Array[]> {
    const wanted = stretches.filter(({ limit = Infinity }) => limit >= 1);
    if (wanted.length === 0) return ok([]);
    // One transaction for all of them: to open one costs more than to read a quiet week in it.
    const found = await this.connection.transact(READ_EVENTS, async (scope) =>
      ok(await Promise.all(wanted.map((stretch) => this.find(scope, stretch)))),
    );
    if (!found.ok) return found;
    const payloads = await Promise.all(found.value.map((part) => this.payloadsIn(part)));
    return ok(payloads.flat());
  }

  private async payloadsIn({ from, limit, rows, packs }: FoundStretch): Promise<readonly Uint8Array[]> {
    const unpacked = await Promise.all(packs.map((pack) => this.unpack(pack)));
    const inside = unpacked.flat().filter(({ seq }) => seq >= from);
    const all = inside.length === 0 ? rows : [...inside, ...rows].toSorted((first, second) => first.seq - second.seq);
    return all.slice(0, limit).map(({ payload }) => payload);
  }

  /** See `DocumentStore.scan`. */
  async scan(after: EventPlace | null, limit: number): Stored<readonly KeptEvent[]> {
    const found = await this.rowsAfter(after, limit);
    return found.ok ? ok(found.value.map(keptEvent)) : found;
  }

  /** The same with who said it and where it is shown. What is corrupt is passed over, so that nothing found means the end. */
  async rowsAfter(after: EventPlace | null, limit: number): Stored<readonly EventRow[]> {
    let from = after === null ? null : keyOfPlace(after);
    for (;;) {
      const key = from;
      const found = await this.connection.transact(READ_EVENTS, (scope) => this.findAfter(scope, key, limit));
      if (!found.ok) return found;
      const { rows, pack, last } = found.value;
      const events =
        pack === null ? rows : (await this.unpack(pack)).filter((row) => this.isAfter(keyOfPlace(row), key));
      if (events.length > 0 || last === null) return ok(events.slice(0, limit));
      from = last;
    }
  }

  private async find(
    scope: WriteScope,
    { space, bucket, device, from, limit = Infinity }: BucketStretch,
  ): Promise<FoundStretch> {
    const { keyRange } = this.connection;
    const [start, end] = [
      [space, bucket, device, from],
      [space, bucket, device, KEY_END],
    ];
    const until = Number.isFinite(limit) ? [space, bucket, device, from + limit - 1] : end;
    const [rows, within, beyond] = await Promise.all([
      scope.indexed(eventsIn(keyRange.bound(start, until))),
      scope.rows('packs', keyRange.bound(start, until)),
      // The pack that ends behind the stretch may begin in it.
      until === end ? undefined : scope.first('packs', keyRange.bound(until, end, true)),
    ]);
    const packs = [...within, ...(beyond === undefined ? [] : [beyond])];
    return {
      from,
      limit,
      rows: this.door.parseAll('events', eventSchema, rows),
      packs: this.door.parseAll('packs', packSchema, packs).filter((pack) => pack.firstSeq < from + limit),
    };
  }

  /** Rows that come next, or, if that is a pack, the pack. */
  private async findAfter(
    scope: WriteScope,
    after: IDBValidKey | null,
    limit: number,
  ): Promise<Result<Found, StoreError>> {
    const { keyRange } = this.connection;
    const packRow = await scope.first('packs', after === null ? null : keyRange.lowerBound(after, true));
    const pack = this.door.parse('packs', packSchema, packRow);
    const packEnd = packRow === undefined ? null : rawKey(packRow, 'lastSeq');
    const packStart = pack === null ? packEnd : keyOfPlace({ ...pack, seq: pack.firstSeq });
    const isBetween = packStart === null || this.isAfter(packStart, after);
    const raw = isBetween ? await scope.indexed(eventsIn(between(keyRange, after, packStart)), limit) : [];
    if (raw.length === 0) return ok({ rows: [], pack, last: packEnd });
    return ok({ rows: this.door.parseAll('events', eventSchema, raw), pack: null, last: rawKey(raw.at(-1), 'seq') });
  }

  private isAfter(key: IDBValidKey, other: IDBValidKey | null): boolean {
    return other === null || this.connection.compare(key, other) > 0;
  }

  private async unpack(pack: EventPack): Promise<readonly EventRow[]> {
    const rows = await unpackRows(pack);
    if (rows === null) this.door.report({ table: 'packs', key: keyOf(pack), reason: 'body' });
    return rows ?? [];
  }
}

/** What lies in a stretch: rows one by one, and packs that reach into it. */
interface FoundStretch {
  readonly from: number;
  readonly limit: number;
  readonly rows: readonly EventRow[];
  readonly packs: readonly EventPack[];
}

interface Found {
  readonly rows: readonly EventRow[];
  readonly pack: EventPack | null;
  /** Where what was looked at ends; null when there is nothing more. */
  readonly last: IDBValidKey | null;
}

function keptEvent({ space, bucket, device, seq, id, payload }: EventRow): KeptEvent {
  return { space, bucket, device, seq, id, payload };
}

/** The key of a row that may not fit its schema: these fields do, for the database found it by them. */
export function rawKey(row: unknown, last: 'seq' | 'lastSeq'): IDBValidKey {
  const parts = typeof row === 'object' && row !== null ? Object.entries(row) : [];
  const fields = new Map<string, unknown>(parts);
  return ['space', 'bucket', 'device', last].map((name) => fields.get(name)) as IDBValidKey;
}

/** Places after one and before another, null meaning no bound. */
function between(keyRange: typeof IDBKeyRange, after: IDBValidKey | null, before: IDBValidKey | null) {
  if (after !== null && before !== null) return keyRange.bound(after, before, true, true);
  if (after !== null) return keyRange.lowerBound(after, true);
  return before === null ? null : keyRange.upperBound(before, true);
}
