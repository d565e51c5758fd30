import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { Floor } from './body.ts';
import { type ChainEnd, MAX_CHAIN_ACTS, type Roster } from './roster.ts';

const NOTHING: ChainEnd = { seq: -1, id: null };

/** The account a device speaks for, of members, former members, and who was only ever added in vain (GRP-9); null for a stranger. */
export function accountOfDevice(roster: Roster, device: DeviceId): AccountId | null {
  return roster.devices.get(device) ?? null;
}

/** The last event of a device's chain that counts (GRP-13): null when the chain is open; place -1 when nothing of it counts. */
export function chainEndOf(roster: Roster, log: 'talk' | 'roster', device: DeviceId): ChainEnd | null {
  const account = accountOfDevice(roster, device);
  if (account === null) return NOTHING;
  if (roster.members.has(account)) return null;
  return roster.former.get(account)?.cuts.get(device)?.[log] ?? NOTHING;
}

/** The end of a chain in the roster, which goes on to {@link MAX_CHAIN_ACTS} at most, whoever's it is (GRP-31). */
export function boundedEnd(end: ChainEnd | null): ChainEnd {
  return end === null || end.seq >= MAX_CHAIN_ACTS ? { seq: MAX_CHAIN_ACTS - 1, id: null } : end;
}

/** The place alone of {@link chainEndOf}. */
export function endOf(roster: Roster, log: 'talk' | 'roster', device: DeviceId): number | null {
  return chainEndOf(roster, log, device)?.seq ?? null;
}

/** Talk that is not given to a member (GRP-5); for who is no member, nothing is given, and this is null. */
export function floorsFor(roster: Roster, account: AccountId): readonly Floor[] | null {
  return roster.members.get(account)?.floors ?? null;
}
