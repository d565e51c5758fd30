import type { AccountId } from '@shared/ids.ts';
import { type Moment, isBeside, sees } from './history.ts';
import type { DeedOf } from './body.ts';
import type { Founding } from './roster.ts';
import { groupSpace, rosterSpace } from './spaces.ts';

/** A stretch of the group's life with one owner, and the act it began with. */
export interface Reign {
  readonly start: Moment;
  readonly owner: AccountId;
}

/** Every owner in turn (GRP-14). Empty when the founding act is not here. */
export type OwnershipLine = readonly Reign[];

/** The one founding act of this group, null when it is not here (GRP-8). */
function foundingOf(founding: Founding, moments: readonly Moment[]): Moment | null {
  return moments.find(({ act }) => isFounding(founding, act.author, act.act) && act.seq === 0) ?? null;
}

function isFounding(
  { talk, roster }: Founding,
  author: AccountId,
  deed: Moment['act']['act'],
): deed is DeedOf<'group.founded'> {
  if (deed.kind !== 'group.founded' || deed.card.account !== author) return false;
  return groupSpace(author, deed.nonce) === talk && rosterSpace(talk) === roster;
}

/** Follows the hand-overs from the founder on: of those an owner made side by side, the first in order counts (GRP-14). */
export function ownershipLine(founding: Founding, moments: readonly Moment[]): OwnershipLine {
  const first = foundingOf(founding, moments);
  if (first === null) return [];
  const line: Reign[] = [{ start: first, owner: first.act.author }];
  const dissolutions = moments.filter(({ act }) => act.act.kind === 'group.dissolved');
  for (const moment of moments) {
    const deed = moment.act.act;
    if (deed.kind !== 'group.handed-over' || !isWellAddressed(deed, moment.act.author)) continue;
    const last = line.at(-1);
    // Moments come in order, so the first fitting one is the next reign; those beside it find a reign they have not seen.
    if (last === undefined || !sees(moment, last.start) || last.owner !== moment.act.author) continue;
    const isOver = dissolutions.some((end) => sees(moment, end) && isOwnerIn(line, end));
    if (!isOver) line.push({ start: moment, owner: deed.account });
  }
  return line;
}

function isWellAddressed(deed: DeedOf<'group.handed-over'>, author: AccountId): boolean {
  return deed.account !== author && deed.card.account === deed.account;
}

/** Which reign the author of an act knew to be the present one; -1 when they knew of no founding. */
export function reignIn(line: OwnershipLine, moment: Moment): number {
  for (let index = line.length - 1; index >= 0; index -= 1) {
    const reign = line[index];
    if (reign !== undefined && sees(moment, reign.start)) return index;
  }
  return -1;
}

/** True when its author was owner as far as they knew. */
export function isOwnerIn(line: OwnershipLine, moment: Moment): boolean {
  return line[reignIn(line, moment)]?.owner === moment.act.author;
}

/** True when `account` was owner as far as the author of an act knew, or became it beside that act: then it may not be touched. */
export function isOwnerAround(line: OwnershipLine, moment: Moment, account: AccountId): boolean {
  if (line[reignIn(line, moment)]?.owner === account) return true;
  return line.some(({ start, owner }) => owner === account && (start === moment || isBeside(start, moment)));
}
