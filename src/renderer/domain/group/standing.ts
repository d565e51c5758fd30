import type { AccountId, EventId } from '@shared/ids.ts';
import type { Cut } from './body.ts';
import { type Moment, isBeside, sees } from './history.ts';
import { type OwnershipLine, isOwnerAround } from './ownership.ts';
import type { VoidReason } from './roster.ts';

/** Acts by the account they are about. */
export class ByAccount {
  private readonly rows = new Map<AccountId, Moment[]>();

  add(account: AccountId, moment: Moment): void {
    const row = this.rows.get(account);
    if (row === undefined) this.rows.set(account, [moment]);
    else row.push(moment);
  }

  of(account: AccountId): readonly Moment[] {
    return this.rows.get(account) ?? [];
  }

  accounts(): Iterable<AccountId> {
    return this.rows.keys();
  }
}

/** What is settled so far while a roster is resolved, from the highest rights down. */
export interface Standing {
  readonly line: OwnershipLine;
  /** Acts with a card of the account, whether they count or not. */
  readonly namings: ByAccount;
  /** What makes an account an admin, ends that by the owner's will, takes it out, and lets it in. */
  readonly grants: ByAccount;
  readonly demotions: ByAccount;
  readonly exits: ByAccount;
  readonly entries: ByAccount;
  /** Dissolutions that count. */
  readonly ends: Moment[];
  readonly effective: Set<Moment>;
  readonly void: Map<Moment, VoidReason>;
}

/** Nothing settled yet. */
export function newStanding(line: OwnershipLine): Standing {
  return {
    line,
    namings: new ByAccount(),
    grants: new ByAccount(),
    demotions: new ByAccount(),
    exits: new ByAccount(),
    entries: new ByAccount(),
    ends: [],
    effective: new Set(),
    void: new Map(),
  };
}

/** The rows of an act that cuts chains; none for other acts. */
export function cutsOf(moment: Moment): readonly Cut[] {
  const deed = moment.act.act;
  return 'cuts' in deed ? deed.cuts : [];
}

/** True when `moment` lies beyond where `exit` cut its chain. What the exit's author had seen is never cut (GRP-12). */
export function isBeyond(exit: Moment, moment: Moment): boolean {
  if (sees(exit, moment) || exit === moment) return false;
  const row = cutsOf(exit).find((cut) => cut.device === moment.act.device);
  return moment.act.seq > (row?.rosterSeq ?? -1) || isOnOtherBranch(moment, row?.rosterId ?? null);
}

/** Of a chain that parts a place says nothing: what counts is the branch whose act a cut names. */
function isOnOtherBranch(moment: Moment, lastId: EventId | null): boolean {
  if (moment.branches === null) return false;
  const last = moment.branches.get(lastId);
  return last === undefined || (last !== moment && !sees(last, moment));
}

/** True when something that let its author in still holds at `moment`: every exit was before it, or leaves `moment` alone. */
export function holdsAt(moment: Moment, letIn: Moment, exits: readonly Moment[]): boolean {
  if (!sees(moment, letIn)) return false;
  return exits.every((exit) => sees(letIn, exit) || (!sees(moment, exit) && !isBeyond(exit, moment)));
}

/** Exits and demotions of an account. */
export function fallsOf(standing: Standing, account: AccountId): readonly Moment[] {
  return [...standing.exits.of(account), ...standing.demotions.of(account)];
}

/** True when its author was an admin as far as they knew, and was not cut off there. */
export function isAdminIn(standing: Standing, moment: Moment): boolean {
  const { author } = moment.act;
  const grants = standing.grants.of(author);
  if (grants.length === 0) return false;
  const falls = fallsOf(standing, author);
  return grants.some((grant) => holdsAt(moment, grant, falls));
}

/** True when its author was in the group as far as they knew, and was not cut off there. */
export function isMemberIn(standing: Standing, moment: Moment): boolean {
  const exits = standing.exits.of(moment.act.author);
  return standing.entries.of(moment.act.author).some((entry) => holdsAt(moment, entry, exits));
}

/** True when an act beside this one takes `account` out or down: that one wins (GRP-16). */
export function isOutdone(moment: Moment, falls: readonly Moment[]): boolean {
  return falls.some((fall) => isBeside(fall, moment));
}

/** True when who may touch admins may touch `account` here: it is known, not oneself, and not the owner (GRP-15). */
export function isTargetOfOwner(standing: Standing, moment: Moment, account: AccountId): boolean {
  if (account === moment.act.author || isOwnerAround(standing.line, moment, account)) return false;
  return standing.namings.of(account).some((naming) => sees(moment, naming));
}

/** True when an admin may remove `account` here: moreover it is no admin, and did not become one beside this act (GRP-18). */
export function isTargetOfAdmin(standing: Standing, moment: Moment, account: AccountId): boolean {
  if (!isTargetOfOwner(standing, moment, account)) return false;
  const falls = fallsOf(standing, account);
  return standing.grants.of(account).every((grant) => {
    if (!sees(moment, grant)) return sees(grant, moment);
    return falls.some((fall) => sees(moment, fall) && !sees(grant, fall));
  });
}
