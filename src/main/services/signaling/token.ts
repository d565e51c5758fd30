import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Shorter ones could be guessed. */
export const MIN_TOKEN_LENGTH = 16;

/**
 * Says whether a request shows the service's token: in the address as `?token=`, which is all a page can do when it
 * opens a socket, or as `Authorization: Bearer`. Compared in constant time. Without a token everybody may.
 */
export function createTokenCheck(token: string | null): (request: IncomingMessage) => boolean {
  if (token === null) return () => true;
  const wanted = digest(token);
  return (request) => {
    const shown = tokenOf(request);
    return shown !== null && timingSafeEqual(digest(shown), wanted);
  };
}

function tokenOf({ url = '', headers }: IncomingMessage): string | null {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const start = url.indexOf('?');
  return start === -1 ? null : new URLSearchParams(url.slice(start)).get('token');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
