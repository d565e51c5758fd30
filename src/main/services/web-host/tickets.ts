import { randomBytes } from 'node:crypto';

/** How long a ticket waits to be used, ms. */
const LIFETIME = 60_000;
/** Most that may wait at once. */
const MOST = 16;

/** Words that let a browser in once (WEB-14), for command lines, which every user of the machine can read while they run. */
export interface Tickets {
  /** Makes one. */
  issue(): string;
  /** True the first time, while it lasts. */
  redeem(ticket: string): boolean;
}

/** Creates an empty box of tickets. */
export function createTickets(now: () => number = Date.now): Tickets {
  const open = new Map<string, number>();
  const forgetOld = () => {
    for (const [ticket, until] of open) if (until < now() || open.size > MOST) open.delete(ticket);
  };
  return {
    issue: () => {
      const ticket = `once-${randomBytes(24).toString('base64url')}`;
      open.set(ticket, now() + LIFETIME);
      forgetOld();
      return ticket;
    },
    redeem: (ticket) => {
      forgetOld();
      return open.delete(ticket);
    },
  };
}
