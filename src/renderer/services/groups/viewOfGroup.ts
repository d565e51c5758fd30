import type { AccountId } from '@shared/ids.ts';
import { mayDo } from '@domain/group/rights.ts';
import type { GroupView } from './groupView.ts';
import type { KnownGroup } from './knownGroup.ts';
import { cutsIn } from './removal.ts';

/** The view of a group as it is now. */
export function viewOf({ record, roster, seed, rules }: KnownGroup, self: AccountId): GroupView {
  return {
    description: roster.description,
    policy: roster.policy,
    createdAt: roster.founded ? roster.foundedAt : record.joinedAt,
    request: seed.request,
    members: [...roster.members.values()].map(({ account, profile, role, addedAt, addedBy, devices }) => ({
      ...{ account, name: profile.name, avatar: profile.avatar, role, addedAt, addedBy },
      devices: [...devices],
    })),
    former: [...roster.former.values()].map(({ account, profile }) => ({ account, ...profile })),
    rights: rightsOf({ record, roster }, self),
    rules,
    unsent: unsentOf({ roster, seed, record }, self),
  };
}

function unsentOf({ roster, seed, record }: Pick<KnownGroup, 'roster' | 'seed' | 'record'>, self: AccountId) {
  const own = [...roster.gaps].filter(([device]) => roster.devices.get(device) === self);
  const gaps = own.flatMap(([device, rows]) => rows.map(({ after, before }) => ({ device, after, before })));
  // The act that put us out is not in the roster here (GRS-12).
  const shown = record.state === 'removed' && seed.removal !== null ? cutsIn(seed.removal) : [];
  return [...gaps, ...shown.map(({ device, talkSeq }) => ({ device, after: talkSeq, before: null }))];
}

/** Names by account. */
export function namesOf(view: GroupView): Record<string, string> {
  return Object.fromEntries([...view.former, ...view.members].map(({ account, name: shown }) => [account, shown]));
}

function rightsOf({ record, roster }: Pick<KnownGroup, 'record' | 'roster'>, self: AccountId): GroupView['rights'] {
  const may = (kind: 'post' | 'invite' | 'pin' | 'change' | 'set-roles' | 'hand-over' | 'dissolve') =>
    record.state === 'active' && mayDo(roster, self, { kind });
  const others = record.state === 'active' ? [...roster.members.keys()] : [];
  return {
    post: may('post'),
    invite: may('invite'),
    pin: may('pin'),
    change: may('change'),
    setRoles: may('set-roles'),
    handOver: may('hand-over'),
    dissolve: may('dissolve'),
    remove: others.filter((target) => mayDo(roster, self, { kind: 'remove', target })),
  };
}
