import type { GroupInvite } from '@services/workspace/groupWorkspace.ts';

const HOUR = 3_600_000;

/** How long a new link may work, ms. */
export const LIFETIMES = { '1h': HOUR, '1d': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR } as const;
/** One of {@link LIFETIMES}. */
export type Lifetime = keyof typeof LIFETIMES;

/** How many may join by a new link; `none`: as many as the group can hold. */
export const LIMITS = { '1': 1, '5': 5, '20': 20, '100': 100, none: null } as const;
/** One of {@link LIMITS}. */
export type Limit = keyof typeof LIMITS;

/** Links as they are now, those that still work first: time may have passed one by unnoticed. */
export function currentInvites(invites: readonly GroupInvite[], now: number): readonly GroupInvite[] {
  const current = invites.map((invite) =>
    invite.state === 'open' && invite.expiresAt <= now ? { ...invite, state: 'expired' as const } : invite,
  );
  return current.toSorted(
    (one, other) => Number(other.state === 'open') - Number(one.state === 'open') || other.createdAt - one.createdAt,
  );
}
