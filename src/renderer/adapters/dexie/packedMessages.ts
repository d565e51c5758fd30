import type { EventId, SpaceId } from '@shared/ids.ts';
import { BUCKET_LENGTH, bucketOf } from '@domain/event/hybridClock.ts';
import type { PlacedId } from '@domain/intake/noteDraft.ts';
import { packHolds } from './eventPack.ts';
import { type RowDoor, packSchema } from './rowDoor.ts';
import { type EventPack, KEY_END } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

/**
 * Finds messages whose events lie in packs and that stand elsewhere than is said of them, as those of a device whose clock was ahead (EVT-9).
 * Looked for are the weeks around what is said: most that are not found are not here yet, and one batch asks for few weeks.
 */
export class PackedMessages {
  private readonly scope: WriteScope;
  private readonly parts: { readonly door: RowDoor; readonly keyRange: typeof IDBKeyRange };
  private readonly read = new Map<string, Promise<readonly EventPack[]>>();

  constructor(scope: WriteScope, parts: { readonly door: RowDoor; readonly keyRange: typeof IDBKeyRange }) {
    this.scope = scope;
    this.parts = parts;
  }

  /** Where it stands; null where no pack of those weeks holds it. */
  async placeOf({ space, message, at }: PlacedId): Promise<number | null> {
    const near = bucketOf(at);
    for (const bucket of [near, near + 1, near - 1]) {
      const packs = await this.packsIn(space, bucket);
      if (packs.some((pack) => packHolds(pack, message))) return this.keyIn({ space, message }, bucket);
    }
    return null;
  }

  private packsIn(space: SpaceId, bucket: number): Promise<readonly EventPack[]> {
    const name = `${space} ${bucket}`;
    const known = this.read.get(name) ?? this.readPacks(space, bucket);
    this.read.set(name, known);
    return known;
  }

  private async readPacks(space: SpaceId, bucket: number): Promise<readonly EventPack[]> {
    const { door, keyRange } = this.parts;
    const range = keyRange.bound([space, bucket], [space, bucket, KEY_END]);
    return door.parseAll('packs', packSchema, await this.scope.rows('packs', range));
  }

  /** A message stands in the week of its event, but for one that came from the future, which is then looked for in vain. */
  private async keyIn(
    { space, message }: { readonly space: SpaceId; readonly message: EventId },
    bucket: number,
  ): Promise<number | null> {
    const { keyRange } = this.parts;
    const week = keyRange.bound([space, bucket * BUCKET_LENGTH], [space, (bucket + 1) * BUCKET_LENGTH]);
    const keys = await this.scope.primaryKeys('messages', week, MOST_KEYS);
    for (const key of keys) {
      if (!Array.isArray(key) || key[2] !== message) continue;
      const place = key[1];
      return typeof place === 'number' ? place : null;
    }
    return null;
  }
}

/** Most messages of a week that are looked through. */
const MOST_KEYS = 20_000;
