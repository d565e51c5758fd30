import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Moment, sees } from './history.ts';
import { ownershipLine, reignIn } from './ownership.ts';
import type { Founding, VoidReason } from './roster.ts';
import { settleAdds, settleAdminActs, settleLeaves } from './settleMembers.ts';
import { isAfterEnd, settleOwnerActs, settlePromotions } from './settleOwner.ts';
import { type Standing, fallsOf, isBeyond, newStanding } from './standing.ts';

/**
 * Says of every act whether it counts, rights from the top down (GRP-11): who owns, what owners did, who left, who was made admin, what
 * admins did, who was added. Each step hangs only on steps before it and on what the act's author had seen.
 */
export function settle(
  founding: Founding,
  moments: readonly Moment[],
  devices: ReadonlyMap<DeviceId, AccountId>,
): Standing {
  const own = moments.filter(({ act }) => devices.get(act.device) === act.author);
  const standing = newStanding(ownershipLine(founding, own));
  const [first] = standing.line;
  if (first !== undefined) {
    const rest = own.filter((moment) => reignIn(standing.line, moment) >= 0);
    standing.effective.add(first.start);
    standing.entries.add(first.owner, first.start);
    for (const moment of [first.start, ...rest]) noteNaming(standing, moment);
    const held = settleOwnerActs(standing, rest);
    settleLeaves(standing, rest);
    settlePromotions(standing, held);
    const byAdmins = settleAdminActs(standing, rest, held);
    settleAdds(standing, rest, (moment) => held.has(moment) || byAdmins.has(moment));
  }
  const isOwn = new Set(own);
  for (const moment of moments) {
    if (standing.effective.has(moment) || standing.void.has(moment)) continue;
    standing.void.set(moment, isOwn.has(moment) ? reasonOf(standing, moment) : 'not-theirs');
  }
  return standing;
}

function noteNaming(standing: Standing, moment: Moment): void {
  const deed = moment.act.act;
  if ('card' in deed) standing.namings.add(deed.card.account, moment);
}

function reasonOf(standing: Standing, moment: Moment): VoidReason {
  const { act, author } = moment.act;
  if (act.kind === 'unknown') return 'unknown-kind';
  if (act.kind === 'group.witnessed') return 'testimony';
  if (act.kind === 'group.founded' || reignIn(standing.line, moment) < 0) return 'unfounded';
  if (isAfterEnd(standing, moment)) return 'dissolved';
  const isCut = fallsOf(standing, author).some((fall) => !sees(moment, fall) && isBeyond(fall, moment));
  return isCut ? 'beyond-cut' : 'no-right';
}
