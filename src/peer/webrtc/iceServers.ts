import type { IceServer as NativeServer, RelayType } from 'node-datachannel';
import type { IceServer } from '@ports/peerTransport.ts';

const ADDRESS = /^(stuns?|turns?):(\[[0-9a-f:]+\]|[^:?[\]]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;
const PORTS = { plain: 3478, secure: 5349 } as const;

/** STUN and TURN servers as the library takes them. An address it can do nothing with is left out. */
export function nativeServers(servers: readonly IceServer[]): (string | NativeServer)[] {
  return servers.flatMap((server) => server.urls.flatMap((url) => nativeServer(url, server)));
}

function nativeServer(url: string, { username, credential }: IceServer): (string | NativeServer)[] {
  const [, scheme, host, port, transport] = ADDRESS.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return [];
  const kind = scheme.toLowerCase();
  const isSecure = kind.endsWith('s');
  const at = { hostname: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (isSecure ? PORTS.secure : PORTS.plain)) };
  if (!kind.startsWith('turn')) return [`stun:${host}:${at.port}`];
  if (username === undefined || credential === undefined) return [];
  return [{ ...at, username, password: credential, relayType: relayTypeOf(isSecure, transport) }];
}

function relayTypeOf(isSecure: boolean, transport: string | undefined): RelayType {
  if (isSecure) return 'TurnTls';
  return transport?.toLowerCase() === 'tcp' ? 'TurnTcp' : 'TurnUdp';
}
