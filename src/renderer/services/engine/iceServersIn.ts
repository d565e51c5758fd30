import type { Settings } from '@domain/settings/settings.ts';
import type { IceServer } from '@ports/peerTransport.ts';

/** The STUN and TURN servers of the settings, as the transport takes them. */
export function iceServersIn({ iceServers }: Pick<Settings, 'iceServers'>): readonly IceServer[] {
  return iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
}
