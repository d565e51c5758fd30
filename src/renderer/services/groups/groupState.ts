import type { AccountId, EventId } from '@shared/ids.ts';
import type { Roster } from '@domain/group/roster.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import type { GroupSeed } from './knownGroup.ts';
import { idOfRemoval } from './removal.ts';

/** What the state of a group is judged by. */
export interface Standing {
  readonly self: AccountId;
  readonly record: GroupRecord;
  readonly seed: GroupSeed;
  readonly roster: Roster;
  /** The act that is said to have added us; null when nobody said so since the start. */
  readonly awaited: EventId | null;
  /** Whether an act is here. */
  readonly holds: (act: EventId) => boolean;
}

/**
 * What we are to a group (GRS-4). The roster decides, but for two cases in which it cannot know: someone says that we were added
 * by an act that is not here yet, and someone showed the act that removed us, which is given to nobody who is out.
 */
export function stateOf({ self, record, seed, roster, awaited, holds }: Standing): GroupRecord['state'] {
  if (!roster.founded) return record.state;
  if (roster.members.has(self)) return stateInside(roster, seed);
  const isAwaited = awaited !== null && !holds(awaited);
  const isAsking = seed.invite !== null && record.state === 'joining';
  if (isAwaited || isAsking) return 'joining';
  return roster.former.get(self)?.reason ?? (record.state === 'active' ? 'removed' : record.state);
}

function stateInside({ dissolved }: Roster, { removal }: GroupSeed): GroupRecord['state'] {
  if (removal !== null) return 'removed';
  return dissolved ? 'dissolved' : 'active';
}

/**
 * Drops an act of removal that was shown (GRS-12) once the roster here holds it and has judged it: from then on the roster decides,
 * which may know why it counts for nothing.
 */
export function withoutJudged(seed: GroupSeed, roster: Pick<Roster, 'effective' | 'void'>): GroupSeed {
  const id = seed.removal === null ? null : idOfRemoval(seed.removal);
  if (id === null || (!roster.effective.has(id) && !roster.void.has(id))) return seed;
  return { ...seed, removal: null };
}
