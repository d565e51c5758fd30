import type { AccountId } from '@shared/ids.ts';
import type { DeedOf } from './body.ts';
import { type Moment, sees } from './history.ts';
import { isOwnerAround } from './ownership.ts';
import type { GroupPolicy } from './policy.ts';
import { MAX_MEMBERS } from './roster.ts';
import { isAfterEnd } from './settleOwner.ts';
import { type Standing, isAdminIn, isMemberIn, isOutdone, isTargetOfAdmin } from './standing.ts';

/** Leaving (GRP-19): one's own to do, at any time, but for the owner, who hands over first. */
export function settleLeaves(standing: Standing, moments: readonly Moment[]): void {
  for (const moment of moments) {
    const { author, act } = moment.act;
    if (act.kind !== 'group.left' || isAfterEnd(standing, moment)) continue;
    if (isOwnerAround(standing.line, moment, author)) continue;
    if (!standing.namings.of(author).some((naming) => sees(moment, naming))) continue;
    standing.effective.add(moment);
    standing.exits.add(author, moment);
  }
}

/** The acts done with an admin's right (GRP-18). No admin is touched by another, so they need no order among themselves. */
export function settleAdminActs(
  standing: Standing,
  moments: readonly Moment[],
  held: ReadonlySet<Moment>,
): ReadonlySet<Moment> {
  const byAdmins = new Set(
    moments.filter((moment) => !held.has(moment) && !isAfterEnd(standing, moment) && isAdminIn(standing, moment)),
  );
  for (const moment of byAdmins) {
    const deed = moment.act.act;
    if (deed.kind === 'group.changed') standing.effective.add(moment);
    if (deed.kind !== 'group.removed') continue;
    if (isTargetOfAdmin(standing, moment, deed.account)) {
      standing.effective.add(moment);
      standing.exits.add(deed.account, moment);
    } else standing.void.set(moment, 'wrong-target');
  }
  return byAdmins;
}

/** Adds, in order, because who was added may add others (GRP-20, GRP-24). Every exit is settled by now. */
export function settleAdds(
  standing: Standing,
  moments: readonly Moment[],
  isTrusted: (moment: Moment) => boolean,
): void {
  const policies = moments.filter((moment) => standing.effective.has(moment) && changedPolicy(moment) !== null);
  const inside = insidersOf(standing);
  for (const moment of moments) {
    const deed = moment.act.act;
    if (deed.kind !== 'group.added' || isAfterEnd(standing, moment)) continue;
    const { account } = deed.card;
    if (!isTrusted(moment) && !mayAdd(standing, { moment, account, policies })) continue;
    if (isOutdone(moment, standing.exits.of(account))) standing.void.set(moment, 'outdone');
    else if (!isStanding(standing, account, moment) || inside.has(account)) letIn(standing, account, moment);
    else if (inside.size >= MAX_MEMBERS) standing.void.set(moment, 'full');
    else {
      inside.add(account);
      letIn(standing, account, moment);
    }
  }
}

function letIn(standing: Standing, account: AccountId, moment: Moment): void {
  standing.effective.add(moment);
  standing.entries.add(account, moment);
}

/** True when nothing takes the account out again after it was let in. */
export function isStanding(standing: Standing, account: AccountId, entry: Moment): boolean {
  return standing.exits.of(account).every((exit) => sees(entry, exit));
}

/** Who is in without having been added: owner and admins. They have their places before anyone. */
function insidersOf(standing: Standing): Set<AccountId> {
  const inside = new Set<AccountId>();
  for (const account of standing.entries.accounts()) {
    if (standing.entries.of(account).some((entry) => isStanding(standing, account, entry))) inside.add(account);
  }
  return inside;
}

function mayAdd(
  standing: Standing,
  add: { readonly moment: Moment; readonly account: AccountId; readonly policies: readonly Moment[] },
): boolean {
  if (!isMemberIn(standing, add.moment)) return false;
  return add.account === add.moment.act.author || policyIn(standing, add.moment, add.policies).invite === 'members';
}

/** The policy as the author of an act knew it. */
function policyIn(standing: Standing, moment: Moment, policies: readonly Moment[]): GroupPolicy {
  const last = policies.findLast((change) => sees(moment, change));
  const policy = last === undefined ? null : changedPolicy(last);
  return policy ?? foundedDeed(standing).policy;
}

function changedPolicy(moment: Moment): GroupPolicy | null {
  const deed = moment.act.act;
  return deed.kind === 'group.changed' ? (deed.policy ?? null) : null;
}

/** What the founder said. Nothing is settled before the founding is known. */
export function foundedDeed(standing: Standing): DeedOf<'group.founded'> {
  const deed = standing.line[0]?.start.act.act;
  if (deed?.kind !== 'group.founded') throw new TypeError('a group that was never founded');
  return deed;
}
