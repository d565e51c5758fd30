import type { AccountId, DeviceId } from '@shared/ids.ts';
import { earliest } from './members.ts';
import { sees } from './history.ts';
import type { Gap } from './roster.ts';
import { LATEST_AT } from '../event/hybridClock.ts';
import { type Standing, cutsOf } from './standing.ts';

/** A return is taken for no later than this, a century before the last clock there is: who is in again has to have one left. */
export const LATEST_RETURN = LATEST_AT - 100 * 366 * 24 * 3_600_000;

/** What was said between an exit and the return from it does not count, wherever it arrives and whenever (GRP-32). */
export function gapsOf(
  standing: Standing,
  devices: ReadonlyMap<DeviceId, AccountId>,
): ReadonlyMap<DeviceId, readonly Gap[]> {
  const gaps = new Map<DeviceId, readonly Gap[]>();
  for (const [device, account] of devices) {
    const entries = standing.entries.of(account);
    const own = standing.exits.of(account).map((exit) => {
      const back = earliest(entries.filter((entry) => sees(entry, exit)));
      const row = cutsOf(exit).find((cut) => cut.device === device);
      return { after: row?.talkSeq ?? -1, before: back === undefined ? null : Math.min(back.act.at, LATEST_RETURN) };
    });
    if (own.length > 0) gaps.set(device, own);
  }
  return gaps;
}
