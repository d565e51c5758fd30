import type { AccountId } from '@shared/ids.ts';
import type { GroupPolicy } from './policy.ts';
import type { GroupRole, Roster } from './roster.ts';

/** Something a member may want to do. */
export type GroupAction =
  | { readonly kind: 'post' | 'invite' | 'pin' | 'change' | 'set-roles' | 'hand-over' | 'dissolve' | 'leave' }
  | { readonly kind: 'remove' | 'promote' | 'demote' | 'hand-over-to'; readonly target: AccountId };

const RANK: Record<GroupRole, number> = { owner: 2, admin: 1, member: 0 };

/** What a member may want to do without a target. */
type PlainAction = Exclude<GroupAction, { readonly target: AccountId }>['kind'];

const PLAIN_RIGHTS: Record<PlainAction, (role: GroupRole, policy: GroupPolicy) => boolean> = {
  post: (role, policy) => policy.post === 'members' || role !== 'member',
  invite: (role, policy) => policy.invite === 'members' || role !== 'member',
  pin: (role, policy) => policy.pin === 'members' || role !== 'member',
  change: (role) => role !== 'member',
  leave: (role) => role !== 'owner',
  'set-roles': (role) => role === 'owner',
  'hand-over': (role) => role === 'owner',
  dissolve: (role) => role === 'owner',
};

/** True when `account` may do this now (GRP-27). Never in a dissolved group, never by someone who is not in it. */
export function mayDo(roster: Roster, account: AccountId, action: GroupAction): boolean {
  const role = roster.members.get(account)?.role;
  if (role === undefined || roster.dissolved) return false;
  if ('target' in action) return mayTouch(roster, { account, role }, action);
  return PLAIN_RIGHTS[action.kind](role, roster.policy);
}

function mayTouch(
  roster: Roster,
  by: { readonly account: AccountId; readonly role: GroupRole },
  action: Extract<GroupAction, { readonly target: AccountId }>,
): boolean {
  const target = roster.members.get(action.target);
  if (target === undefined || target.account === by.account) return false;
  switch (action.kind) {
    case 'remove':
      return RANK[by.role] > RANK[target.role];
    case 'promote':
      return by.role === 'owner' && target.role === 'member';
    case 'demote':
      return by.role === 'owner' && target.role === 'admin';
    case 'hand-over-to':
      return by.role === 'owner';
  }
}
