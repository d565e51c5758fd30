import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { RosterAct } from './roster.ts';

interface Claim {
  readonly account: AccountId;
  /** The device signed a card of this account itself. Without that, the account only says so. */
  readonly isProven: boolean;
  readonly at: number;
  readonly id: string;
}

/**
 * Whose each device is (GRP-9), by every card in the roster log, whether its act counts or not: so all peers let the same events
 * in. A device that signed a card itself is of that account; else of who named it first.
 */
export function deviceOwners(acts: readonly Pick<RosterAct, 'id' | 'at' | 'act'>[]): ReadonlyMap<DeviceId, AccountId> {
  const claims = new Map<DeviceId, Claim>();
  for (const { id, at, act } of acts) {
    if (!('card' in act)) continue;
    const { account, signer, certificates } = act.card;
    for (const { device } of certificates) {
      const claim = { account, isProven: device === signer, at, id };
      const other = claims.get(device);
      if (other === undefined || isBetter(claim, other)) claims.set(device, claim);
    }
  }
  const rows = [...claims].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(rows.map(([device, claim]) => [device, claim.account]));
}

function isBetter(claim: Claim, other: Claim): boolean {
  if (claim.isProven !== other.isProven) return claim.isProven;
  return claim.at < other.at || (claim.at === other.at && claim.id < other.id);
}
