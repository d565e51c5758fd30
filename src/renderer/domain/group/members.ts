import type { AccountId } from '@shared/ids.ts';
import type { ContactCard } from '../contact/card.ts';
import { type Moment, sees } from './history.ts';
import type { GroupRole, Member } from './roster.ts';
import { isStanding } from './settleMembers.ts';
import { type Standing, fallsOf } from './standing.ts';

type Cards = ReadonlyMap<AccountId, ContactCard>;

/** Who is in (GRP-21, GRP-22). */
export function membersOf(standing: Standing, moments: readonly Moment[]): ReadonlyMap<AccountId, Member> {
  const cards = newestCards(standing, moments);
  const members = new Map<AccountId, Member>();
  for (const account of standing.entries.accounts()) {
    const entries = standing.entries.of(account).filter((entry) => isStanding(standing, account, entry));
    const card = cards.get(account);
    if (entries.length > 0 && card !== undefined) members.set(account, memberOf(standing, card, entries));
  }
  return members;
}

function memberOf(standing: Standing, card: ContactCard, entries: readonly Moment[]): Member {
  const { account, profile } = card;
  const devices = card.certificates.map(({ device }) => device);
  return {
    account,
    role: roleOf(standing, account),
    card,
    devices,
    profile,
    ...originOf(entries),
    ...termsOf(entries),
  };
}

/** Since when, and by whom. */
function originOf(entries: readonly Moment[]): Pick<Member, 'addedAt' | 'addedBy'> {
  const first = earliest(entries)?.act;
  if (first === undefined) return { addedAt: 0, addedBy: null };
  return { addedAt: first.at, addedBy: first.act.kind === 'group.founded' ? null : first.author };
}

/** By which invite, and without what. */
function termsOf(entries: readonly Moment[]): Pick<Member, 'via' | 'floors'> {
  const add = earliest(entries.filter((entry) => entry.act.act.kind === 'group.added'))?.act.act;
  return add?.kind === 'group.added' ? { via: add.via, floors: add.floors } : { via: null, floors: [] };
}

function roleOf(standing: Standing, account: AccountId): GroupRole {
  if (standing.line.at(-1)?.owner === account) return 'owner';
  const falls = fallsOf(standing, account);
  const isAdmin = standing.grants.of(account).some((grant) => falls.every((fall) => sees(grant, fall)));
  return isAdmin ? 'admin' : 'member';
}

/** The first in order. */
export function earliest(moments: readonly Moment[]): Moment | undefined {
  return moments.toSorted((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))[0];
}

/** The newest card of each account, of acts that count before others. */
export function newestCards(standing: Standing, moments: readonly Moment[]): Cards {
  const cards = new Map<AccountId, ContactCard>();
  const others = new Map<AccountId, ContactCard>();
  for (const moment of moments) {
    const deed = moment.act.act;
    if (!('card' in deed)) continue;
    const table = standing.effective.has(moment) ? cards : others;
    const { account, version } = deed.card;
    if (version >= (table.get(account)?.version ?? 0)) table.set(account, deed.card);
  }
  return new Map([...others, ...cards]);
}
