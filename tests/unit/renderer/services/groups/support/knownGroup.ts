import { NO_RULES } from '@services/groups/groupRules.ts';
import { EMPTY_SEED, type KnownGroup } from '@services/groups/knownGroup.ts';
import { type Branch, account, founding, nonce } from '../../../domain/group/support/story.ts';

/** A group as Bob knows it, by the acts of a branch. */
export function knownGroup(branch: Branch, state: KnownGroup['record']['state'] = 'active'): KnownGroup {
  return {
    record: {
      space: founding.talk,
      roster: founding.roster,
      founder: account('alice'),
      nonce,
      name: 'Garden',
      picture: { kind: 'generated' },
      state,
      welcomedBy: account('alice'),
      joinedAt: 1,
    },
    seed: EMPTY_SEED,
    founderCard: null,
    roster: branch.roster(),
    acts: branch.acts,
    missing: [],
    unseen: [],
    rules: NO_RULES,
    welcomers: new Set(),
    awaited: null,
  };
}
