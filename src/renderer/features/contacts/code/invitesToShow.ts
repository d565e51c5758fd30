import type { Invite } from '@services/workspace/workspace.ts';

/** The invite whose code is shown, and all that still work, newest first. */
export interface ShownInvites {
  readonly shown: Invite | null;
  readonly open: readonly Invite[];
}

/** Shows the chosen invite, whatever became of it, else the newest that works. Time may have passed one by unnoticed. */
export function invitesToShow(invites: readonly Invite[], chosen: string | null, now: number): ShownInvites {
  const current = invites.map((invite) =>
    invite.state === 'open' && invite.expiresAt <= now ? { ...invite, state: 'expired' as const } : invite,
  );
  const open = current
    .filter(({ state }) => state === 'open')
    .toSorted((one, other) => other.createdAt - one.createdAt);
  return { open, shown: current.find(({ id }) => id === chosen) ?? open[0] ?? null };
}
