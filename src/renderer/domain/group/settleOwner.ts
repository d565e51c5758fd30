import type { AccountId } from '@shared/ids.ts';
import { type Moment, sees } from './history.ts';
import { isOwnerIn, reignIn } from './ownership.ts';
import { ByAccount, type Standing, fallsOf, isBeyond, isOutdone, isTargetOfOwner } from './standing.ts';

/**
 * The acts done with an owner's right (GRP-15). Later reigns first, because only a later owner can cut an earlier one; so none of
 * them hangs on itself. A dissolution that holds here counts whatever else happened.
 */
export function settleOwnerActs(standing: Standing, moments: readonly Moment[]): ReadonlySet<Moment> {
  const held = actsOfOwners(standing, moments);
  for (const moment of held) if (moment.act.act.kind === 'group.dissolved') standing.ends.push(moment);
  for (const moment of held) settleOwnerAct(standing, moment);
  return held;
}

function actsOfOwners(standing: Standing, moments: readonly Moment[]): ReadonlySet<Moment> {
  const { line } = standing;
  const claims = moments
    .filter((moment) => isOwnerIn(line, moment))
    .map((moment) => ({ moment, reign: reignIn(line, moment) }))
    .sort((a, b) => b.reign - a.reign);
  const held = new Set<Moment>();
  const sanctions = new ByAccount();
  for (const { moment } of claims) {
    if (sanctions.of(moment.act.author).some((sanction) => isBeyond(sanction, moment))) continue;
    held.add(moment);
    const target = sanctionedBy(moment);
    if (target !== null && isTargetOfOwner(standing, moment, target)) sanctions.add(target, moment);
  }
  return held;
}

function sanctionedBy(moment: Moment): AccountId | null {
  const deed = moment.act.act;
  if (deed.kind === 'group.removed') return deed.account;
  return deed.kind === 'group.role' && deed.role === 'member' ? deed.account : null;
}

/** True when the group was dissolved as far as its author knew. */
export function isAfterEnd(standing: Standing, moment: Moment): boolean {
  return standing.ends.some((end) => sees(moment, end));
}

/** An owner's acts that need nothing but themselves; adds and promotions wait until it is known who was taken out. */
function settleOwnerAct(standing: Standing, moment: Moment): void {
  const deed = moment.act.act;
  if (isAfterEnd(standing, moment)) return;
  switch (deed.kind) {
    case 'group.dissolved':
    case 'group.changed':
      standing.effective.add(moment);
      return;
    case 'group.handed-over':
      settleHandOver(standing, moment, deed);
      return;
    case 'group.removed':
    case 'group.role':
      settleSanction(standing, moment, deed.account);
      return;
    default:
  }
}

function settleHandOver(
  standing: Standing,
  moment: Moment,
  deed: { readonly account: AccountId; readonly card: { readonly account: AccountId } },
): void {
  if (deed.card.account !== deed.account) standing.void.set(moment, 'wrong-card');
  else if (deed.account === moment.act.author) standing.void.set(moment, 'wrong-target');
  else if (!standing.line.some((reign) => reign.start === moment)) standing.void.set(moment, 'superseded');
  else {
    standing.effective.add(moment);
    standing.grants.add(moment.act.author, moment);
    standing.entries.add(deed.account, moment);
  }
}

function settleSanction(standing: Standing, moment: Moment, target: AccountId): void {
  const isRemoval = moment.act.act.kind === 'group.removed';
  if (!isTargetOfOwner(standing, moment, target)) standing.void.set(moment, 'wrong-target');
  else if (isRemoval || sanctionedBy(moment) !== null) {
    standing.effective.add(moment);
    (isRemoval ? standing.exits : standing.demotions).add(target, moment);
  }
}

/** Promotions (GRP-17): an owner's, of someone known; a removal by an owner, a leave or a demotion beside it wins. */
export function settlePromotions(standing: Standing, held: ReadonlySet<Moment>): void {
  for (const moment of held) {
    const deed = moment.act.act;
    if (deed.kind !== 'group.role' || deed.role !== 'admin') continue;
    if (standing.void.has(moment) || isAfterEnd(standing, moment)) continue;
    if (isOutdone(moment, fallsOf(standing, deed.account))) {
      standing.void.set(moment, 'outdone');
      continue;
    }
    standing.effective.add(moment);
    standing.grants.add(deed.account, moment);
    standing.entries.add(deed.account, moment);
  }
}
