import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type History, type Moment, sees } from './history.ts';
import { earliest, newestCards } from './members.ts';
import type { ChainEnd, FormerMember } from './roster.ts';
import { isStanding } from './settleMembers.ts';
import { type Standing, cutsOf } from './standing.ts';

const NO_CUT = { rosterSeq: -1, talkSeq: -1, talkId: null, rosterId: null } as const;

/** Who was in and is not (GRP-13), with where their chains end. */
export function formerMembers(
  standing: Standing,
  history: History,
  devices: ReadonlyMap<DeviceId, AccountId>,
): ReadonlyMap<AccountId, FormerMember> {
  const cards = newestCards(standing, history.moments);
  const former = new Map<AccountId, FormerMember>();
  for (const account of standing.entries.accounts()) {
    const entries = standing.entries.of(account);
    const exits = standing.exits.of(account);
    const card = cards.get(account);
    if (card === undefined || entries.some((entry) => isStanding(standing, account, entry))) continue;
    // An exit that someone was let in after says nothing any more.
    const last = exits.filter((exit) => !entries.some((entry) => sees(entry, exit)));
    const first = earliest(last);
    if (first === undefined) continue;
    const own = [...devices].filter(([, owner]) => owner === account).map(([device]) => device);
    former.set(account, {
      account,
      cuts: new Map(own.map((device) => [device, tightest(last.map((exit) => endsIn(exit, device, history)))])),
      removedBy: first.act.author,
      at: first.act.at,
      reason: first.act.act.kind === 'group.left' ? 'left' : 'removed',
      profile: card.profile,
    });
  }
  return former;
}

interface Ends {
  readonly talk: ChainEnd;
  readonly roster: ChainEnd;
}

/** Where one exit ends the chains of a device. */
function endsIn(exit: Moment, device: DeviceId, history: History): Ends {
  const row = cutsOf(exit).find((cut) => cut.device === device) ?? NO_CUT;
  const chain = history.chains.get(device) ?? [];
  const known = chain.findLast((moment) => moment === exit || sees(exit, moment));
  const claimed = { seq: row.rosterSeq, id: row.rosterId };
  return {
    talk: { seq: row.talkSeq, id: row.talkId },
    roster: known !== undefined && known.act.seq > claimed.seq ? { seq: known.act.seq, id: known.id } : claimed,
  };
}

function tightest(ends: readonly Ends[]): Ends {
  return {
    talk: ends.map(({ talk }) => talk).reduce(lower),
    roster: ends.map(({ roster }) => roster).reduce(lower),
  };
}

function lower(a: ChainEnd, b: ChainEnd): ChainEnd {
  if (a.seq !== b.seq) return a.seq < b.seq ? a : b;
  return (a.id ?? '') <= (b.id ?? '') ? a : b;
}
