import type { EventId, SpaceId } from '@shared/ids.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import { BUCKET_LENGTH, bucketOf } from '@domain/event/hybridClock.ts';
import { MOST_PACKED, packHolds } from './eventPack.ts';
import { keyById } from './messageById.ts';
import { type RowDoor, packSchema } from './rowDoor.ts';
import { type EventPack, KEY_END } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

/** Most weeks of which one batch looks at packs: more than a year, so that notes of a quiet chat find theirs. */
const MOST_WEEKS = 60;
/** Most packs that one batch reads for this. */
const MOST_PACKS = 256;
/** Most messages of one week that are looked through, and of all weeks together. */
const MOST_KEYS = { week: 20_000, batch: 100_000 };
/** Most messages of one batch for which a whole conversation is gone through. */
const MOST_SEARCHES = 3;

type Wanted = Pick<MessageNote, 'space' | 'message' | 'at' | 'device' | 'seq'>;

/** What the key of a pack says of it. */
interface PackKey {
  readonly key: IDBValidKey;
  readonly device: IDBValidKey;
  readonly lastSeq: number;
}

/**
 * Finds messages whose events lie in packs and that stand elsewhere than is said of them, as those of a device whose clock was ahead (EVT-9).
 * Looked for are the weeks around what is said. Most that are not found are not here yet, and somebody may speak of what never was: one batch
 * reads no more than it may, and what is not found then waits as any (INT-15).
 */
export class PackedMessages {
  private readonly scope: WriteScope;
  private readonly parts: { readonly door: RowDoor; readonly keyRange: typeof IDBKeyRange };
  private readonly packKeys = new Map<string, readonly PackKey[]>();
  private readonly packs = new Map<PackKey, Pick<EventPack, 'ids'> | null>();
  private readonly places = new Map<string, ReadonlyMap<IDBValidKey | undefined, number>>();
  private readonly found = new Map<EventId, number | null>();
  private left = { keys: MOST_KEYS.batch, searches: MOST_SEARCHES };

  constructor(scope: WriteScope, parts: { readonly door: RowDoor; readonly keyRange: typeof IDBKeyRange }) {
    this.scope = scope;
    this.parts = parts;
  }

  /** Where the message of a note stands; null where no pack of those weeks holds it. */
  async placeOf(note: Wanted): Promise<number | null> {
    const { space, message } = note;
    const known = this.found.get(message);
    if (known !== undefined) return known;
    for (const bucket of around(note.at)) {
      const keys = (await this.keysOfPacks(space, bucket)).filter((key) => mayHold(key, note));
      const packs = await this.packsOf(keys);
      if (!packs.some((pack) => packHolds(pack, message))) continue;
      const place = await this.placeNear(note, bucket);
      this.found.set(message, place);
      return place;
    }
    return null;
  }

  private async keysOfPacks(space: SpaceId, bucket: number): Promise<readonly PackKey[]> {
    const name = `${space} ${bucket}`;
    const known = this.packKeys.get(name);
    if (known !== undefined) return known;
    if (this.packKeys.size >= MOST_WEEKS) return [];
    const range = this.parts.keyRange.bound([space, bucket], [space, bucket, KEY_END]);
    const read = await this.scope.primaryKeys('packs', range, MOST_PACKS);
    const keys = read.flatMap((key): readonly PackKey[] => {
      const [, , device, lastSeq] = Array.isArray(key) ? key : [];
      return device === undefined || typeof lastSeq !== 'number' ? [] : [{ key, device, lastSeq }];
    });
    this.packKeys.set(name, keys);
    return keys;
  }

  /** Those of them that may be read. */
  private async packsOf(keys: readonly PackKey[]): Promise<readonly Pick<EventPack, 'ids'>[]> {
    const fresh = keys.filter((key) => !this.packs.has(key)).slice(0, MOST_PACKS - this.packs.size);
    const rows = await Promise.all(fresh.map(({ key }) => this.scope.get('packs', key)));
    for (const [place, key] of fresh.entries()) {
      const pack = this.parts.door.parse('packs', packSchema, rows[place]);
      this.packs.set(key, pack === null ? null : { ids: pack.ids });
    }
    return keys.flatMap((key) => this.packs.get(key) ?? []);
  }

  /** A message stands in the week of its event; where that came from the future, where it came: about where is said, or anywhere before. */
  private async placeNear({ space, message, at }: Wanted, bucket: number): Promise<number | null> {
    for (const week of new Set([bucket, ...around(at)])) {
      const place = (await this.placesIn(space, week)).get(message);
      if (place !== undefined) return place;
    }
    if (this.left.searches === 0) return null;
    this.left.searches -= 1;
    const key = await keyById(this.scope, { space, id: message }, this.parts.keyRange);
    return key === null ? null : placeIn(key);
  }

  /** Places of the messages of a week, by id. */
  private async placesIn(space: SpaceId, week: number): Promise<ReadonlyMap<IDBValidKey | undefined, number>> {
    const name = `${space} ${week}`;
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const most = Math.min(MOST_KEYS.week, this.left.keys);
    const range = this.parts.keyRange.bound([space, week * BUCKET_LENGTH], [space, (week + 1) * BUCKET_LENGTH]);
    const keys = most === 0 ? [] : await this.scope.primaryKeys('messages', range, most);
    this.left.keys -= keys.length;
    const places = new Map<IDBValidKey | undefined, number>();
    for (const key of keys) {
      const place = placeIn(key);
      if (Array.isArray(key) && place !== null) places.set(key[2], place);
    }
    this.places.set(name, places);
    return places;
  }
}

/** The week of a time, and those beside it. */
function around(at: number): readonly number[] {
  const near = bucketOf(at);
  return [near, near + 1, near - 1];
}

/** A message is named by its hash, so it lies before what speaks of it: of the chain of a note only what lies below. */
function mayHold({ device, lastSeq }: PackKey, note: Wanted): boolean {
  return device !== note.device || lastSeq - MOST_PACKED < note.seq;
}

function placeIn(key: IDBValidKey): number | null {
  const place = Array.isArray(key) ? key[1] : null;
  return typeof place === 'number' ? place : null;
}
