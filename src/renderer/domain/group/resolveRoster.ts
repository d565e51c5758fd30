import type { AccountId, DeviceId, EventId } from '@shared/ids.ts';
import { MAX_SEEN } from './body.ts';
import { type History, arrange } from './history.ts';
import { deviceOwners } from './deviceOwners.ts';
import { formerMembers } from './former.ts';
import { gapsOf } from './gaps.ts';
import { membersOf } from './members.ts';
import { DEFAULT_POLICY } from './policy.ts';
import type { Founding, Gap, Roster, RosterAct, VoidReason } from './roster.ts';
import { settle } from './settle.ts';
import type { Standing } from './standing.ts';
import { textsOf } from './texts.ts';

/**
 * Who is in the group (GRP-8…GRP-26). Pure: the same acts give the same roster, in whatever order and however often they come.
 */
export function resolveRoster(founding: Founding, acts: readonly RosterAct[]): Roster {
  const history = arrange(acts);
  const devices = deviceOwners(acts);
  const standing = settle(founding, history.moments, devices);
  const roster = { ...emptyRoster(founding), ...verdictsOf(history, standing), devices };
  const first = standing.line[0];
  if (first === undefined) return roster;
  return {
    ...roster,
    ...textsOf(founding, standing, history.moments),
    founded: true,
    founder: first.owner,
    foundedAt: first.start.act.at,
    owner: standing.line.at(-1)?.owner ?? first.owner,
    members: membersOf(standing, history.moments),
    former: formerMembers(standing, history, devices),
    dissolved: standing.ends.length > 0,
    gaps: gapsOf(standing, devices),
  };
}

function verdictsOf(history: History, standing: Standing) {
  const voids = new Map<EventId, VoidReason>();
  for (const [moment, reason] of standing.void) voids.set(moment.id, reason);
  const newest = history.heads.toReversed();
  const counting = newest.filter((head) => standing.effective.has(head));
  const others = newest.filter((head) => !standing.effective.has(head));
  return {
    effective: new Set(history.moments.filter((one) => standing.effective.has(one)).map(({ id }) => id)),
    void: voids,
    pending: history.pending,
    frontier: [...counting, ...others].slice(0, MAX_SEEN).map(({ id }) => id),
  };
}

function emptyRoster(founding: Founding) {
  return {
    ...founding,
    founded: false,
    founder: null,
    foundedAt: 0,
    name: '',
    description: '',
    picture: { kind: 'generated' },
    policy: DEFAULT_POLICY,
    owner: null,
    members: new Map(),
    former: new Map(),
    dissolved: false,
    devices: new Map<DeviceId, AccountId>(),
    gaps: new Map<DeviceId, readonly Gap[]>(),
  } as const;
}
