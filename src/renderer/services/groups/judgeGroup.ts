import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import { rulesOf } from './groupRules.ts';
import { stateOf, withoutJudged } from './groupState.ts';
import type { KnownGroup } from './knownGroup.ts';
import type { RosterLog } from './rosterLog.ts';

/** Which chains part, as far as proofs say (REP-20). */
export interface ForkEnds {
  readonly load: () => Promise<void>;
  /** The last place before a chain parts; null where it does not. */
  readonly lastOf: (space: SpaceId, device: DeviceId) => number | null;
}

/** What the acts that are here make of a group, and with it what we are to it. */
export function judgeGroup(
  { self, forks }: { readonly self: AccountId; readonly forks?: ForkEnds },
  log: RosterLog,
  group: KnownGroup,
): KnownGroup {
  const { space, roster: rosterSpace } = group.record;
  const { acts, missing, unseen } = log.history((device) => forks?.lastOf(rosterSpace, device) ?? null);
  const roster = resolveRoster({ talk: space, roster: rosterSpace }, acts);
  const holds = (act: EventId) => log.has(act);
  const seed = withoutJudged(group.seed, roster);
  const { awaited } = group;
  const state = stateOf({ self, record: group.record, seed, roster, awaited, holds });
  const texts = roster.founded ? { name: roster.name, picture: roster.picture } : {};
  const record: GroupRecord = { ...group.record, ...texts, state };
  return { ...group, record, seed, roster, acts, missing, unseen, rules: rulesOf(roster, acts) };
}
