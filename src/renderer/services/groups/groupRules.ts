import * as v from 'valibot';
import type { AccountId } from '@shared/ids.ts';
import { accountIdSchema, timeSchema } from '@shared/schemas.ts';
import type { RosterDeed } from '@domain/group/body.ts';
import { type GroupPolicy, groupPolicySchema } from '@domain/group/policy.ts';
import type { Roster, RosterAct } from '@domain/group/roster.ts';

const whoSchema = groupPolicySchema.entries.post;

/** Who might post and pin, through time (GRS-8). */
export const groupRulesSchema = v.strictObject({
  /** Oldest first; each holds until the next. */
  policies: v.array(v.strictObject({ at: timeSchema, post: whoSchema, pin: whoSchema })),
  /** For owner and admins, present and past: since when they are above members, and since when not. Oldest first. */
  ranks: v.array(
    v.strictObject({
      account: accountIdSchema,
      changes: v.array(v.strictObject({ at: timeSchema, isAbove: v.boolean() })),
    }),
  ),
});
/** See {@link groupRulesSchema}. */
export type GroupRules = v.InferOutput<typeof groupRulesSchema>;

/** No rule was ever made. */
export const NO_RULES: GroupRules = { policies: [], ranks: [] };

/** The rules through time, as the acts that count say. Pure: the same acts give the same rules everywhere. */
export function rulesOf(roster: Roster, acts: readonly RosterAct[]): GroupRules {
  const policies: GroupRules['policies'] = [];
  const ranks = new Map<AccountId, { at: number; isAbove: boolean }[]>();
  const rank = (account: AccountId, at: number, isAbove: boolean) => {
    const changes = ranks.get(account) ?? [];
    changes.push({ at, isAbove });
    ranks.set(account, changes);
  };
  for (const { at, act, author } of acts.filter(({ id }) => roster.effective.has(id)).toSorted(byTime)) {
    const policy = policyIn(act);
    if (policy !== null) policies.push({ at, post: policy.post, pin: policy.pin });
    if (act.kind === 'group.founded') rank(author, at, true);
    if (act.kind === 'group.role') rank(act.account, at, act.role === 'admin');
    if (act.kind === 'group.handed-over') rank(act.account, at, true);
    const gone = goneBy(act, author);
    if (gone !== null && ranks.has(gone)) rank(gone, at, false);
  }
  return { policies, ranks: [...ranks].map(([account, changes]) => ({ account, changes })) };
}

/** True when `account` might do this at that time. Before the first rule everyone might. */
export function mightAt(
  rules: GroupRules,
  right: 'post' | 'pin',
  { account, at }: { readonly account: AccountId; readonly at: number },
): boolean {
  const policy = rules.policies.findLast((one) => one.at <= at) ?? rules.policies[0];
  if (policy === undefined || policy[right] === 'members') return true;
  return ranAt(rules, { account, at });
}

/** True when `account` was owner or admin at that time. */
export function ranAt(
  rules: GroupRules,
  { account, at }: { readonly account: AccountId; readonly at: number },
): boolean {
  const changes = rules.ranks.find((one) => one.account === account)?.changes ?? [];
  return changes.findLast((change) => change.at <= at)?.isAbove === true;
}

/** True when there was ever a time in which members might not post. */
export function wasEverClosed(rules: GroupRules): boolean {
  return rules.policies.some(({ post }) => post === 'admins');
}

function policyIn(act: RosterDeed): GroupPolicy | null {
  if (act.kind === 'group.founded') return act.policy;
  return act.kind === 'group.changed' ? (act.policy ?? null) : null;
}

/** Who is out by an act. */
function goneBy(act: RosterDeed, author: AccountId): AccountId | null {
  if (act.kind === 'group.removed') return act.account;
  return act.kind === 'group.left' ? author : null;
}

function byTime(a: RosterAct, b: RosterAct): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
