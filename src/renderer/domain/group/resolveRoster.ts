import { DEFAULT_POLICY } from './policy.ts';
import type { Founding, Roster, RosterAct } from './roster.ts';

/**
 * Who is in the group (GRP-8…GRP-26). Pure: the same acts give the same roster, in whatever order and however often they come.
 */
export function resolveRoster(founding: Founding, _acts: readonly RosterAct[]): Roster {
  return emptyRoster(founding);
}

function emptyRoster(founding: Founding): Roster {
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
    devices: new Map(),
    frontier: [],
    effective: new Set(),
    void: new Map(),
    pending: [],
  };
}
