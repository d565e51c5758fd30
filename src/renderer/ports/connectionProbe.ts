import type { ServerFinding } from '@domain/settings/connectionVerdict.ts';
import type { IceServer } from './peerTransport.ts';

/** Tries STUN and TURN servers, one by one, as links would. */
export interface ConnectionProbe {
  /** One finding for each address, in order. Never rejects. */
  probe(servers: readonly IceServer[]): Promise<readonly ServerFinding[]>;
}
