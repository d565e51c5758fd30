import type { LookupAddress } from 'node:dns';
import type { Agent } from 'node:http';
import { type LookupFunction, isIP } from 'node:net';

/** Where a request goes, in the words of Node's own options. */
export interface PinnedPlace {
  readonly host: string;
  readonly agent: Agent | false;
  readonly servername?: string;
  readonly lookup?: LookupFunction;
}

/**
 * The place of a request, so that the address that was looked at is the address that is connected to (NET-2): by Node's own socket, or
 * by a proxy, which is told the address and no name.
 */
export function pinnedPlace({
  host,
  places,
  agent,
}: {
  readonly host: string;
  readonly places: readonly LookupAddress[];
  readonly agent: Agent | null;
}): PinnedPlace {
  const [first] = places;
  if (agent !== null && first !== undefined) {
    return { host: first.address, agent, ...(isIP(host) === 0 ? { servername: host } : {}) };
  }
  return {
    host,
    agent: false,
    // Node asks for one address or for all of them, and connects to what it is told.
    lookup: (_host, { all }, give) => {
      if (all === true || first === undefined) give(null, [...places]);
      else give(null, first.address, first.family);
    },
  };
}
