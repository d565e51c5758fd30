import * as v from 'valibot';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { bytesUpTo } from '@shared/schemas.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import { MAX_CARD_BYTES } from '@domain/contact/card.ts';
import { MAX_EVENT_BYTES, SIGNATURE_LENGTH } from '@domain/event/event.ts';
import type { Roster, RosterAct } from '@domain/group/roster.ts';
import { type GroupRecord, joinProgressSchema } from '@domain/group/groupRecord.ts';
import type { GroupRules } from './groupRules.ts';

/** What is known of a group beside its roster: kept as a value of the store (GRS-3). */
export const groupSeedSchema = v.strictObject({
  /** The founder's packed card, as the welcome said; empty when we founded it, or when it is not known yet. */
  card: bytesUpTo(MAX_CARD_BYTES),
  /** The invite by which we ask to be let in, base64url; null when we were added. */
  invite: v.nullable(v.string()),
  /** What became of that request. */
  request: v.nullable(joinProgressSchema),
  /** The act that removed us, as its own event; null unless someone showed it to us (GRS-12). */
  removal: v.nullable(bytesUpTo(MAX_EVENT_BYTES + SIGNATURE_LENGTH)),
});
/** See {@link groupSeedSchema}. */
export type GroupSeed = v.InferOutput<typeof groupSeedSchema>;

/** Nothing is known beside the roster. */
export const EMPTY_SEED: GroupSeed = { card: new Uint8Array(), invite: null, request: null, removal: null };

/** Name of a group's seed among the store's values. */
export function seedName(space: SpaceId): string {
  return `group-seed:${space}`;
}

/** Name of the note, among the store's values, that a group was deleted here on purpose. */
export function deletedName(space: SpaceId): string {
  return `removed-group:${space}`;
}

/** A group in memory. Replaced as a whole with each change. */
export interface KnownGroup {
  readonly record: GroupRecord;
  readonly seed: GroupSeed;
  /** The founder's card from the seed, until the roster holds it. */
  readonly founderCard: ContactCard | null;
  readonly roster: Roster;
  /** Every act of history (GRP-29) that is here, whether it counts or not. */
  readonly acts: readonly RosterAct[];
  /** Acts that were seen by one of these and are not here (GRS-17). */
  readonly missing: readonly EventId[];
  /** The newest act here of each chain that parts, where no act of history has seen it (GRS-18). */
  readonly unseen: readonly EventId[];
  readonly rules: GroupRules;
  /** Who told us of it since the start: they may give us the roster while it does not name us. */
  readonly welcomers: ReadonlySet<AccountId>;
  /** The act that added us, as the last welcome said; null when there was none since the start. */
  readonly awaited: EventId | null;
}
