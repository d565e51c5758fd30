import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { addressGroup } from './limits.ts';

/** The address a request came from, as its socket knows it. */
export function partyOfSocket(request: IncomingMessage): string {
  return addressGroup(request.socket.remoteAddress ?? 'unknown');
}

/**
 * The address a request came from behind one proxy of our own, which writes it as the last word of `X-Forwarded-For`;
 * the words before that are whatever the client wrote. Without such a word it is the proxy's own address.
 */
export function partyBehindProxy(request: IncomingMessage): string {
  const header = request.headers['x-forwarded-for'];
  const last = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? partyOfSocket(request) : addressGroup(last);
}
