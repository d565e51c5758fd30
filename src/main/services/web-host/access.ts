import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a request has to show before the browser edition's host listens to it. */
export interface AccessRules {
  readonly port: number;
  readonly secret: string;
  /** Where the page comes from instead of this host while it is being developed. */
  readonly developmentOrigin: string | null;
}

/** The origin of the app. Its storage hangs on this, port included. */
export function ownOrigin(port: number): string {
  return `http://localhost:${port}`;
}

/** Exactly our name, once: any other name that leads here is DNS rebinding or a mistake. */
export function isOwnHost(headers: IncomingHttpHeaders, rules: AccessRules): boolean {
  return headers.host === `localhost:${rules.port}`;
}

/** Cookies ignore ports, so that the name carries it: two hosts on one machine don't take each other's. */
export function cookieName(rules: AccessRules): string {
  return `banyan-${rules.port}`;
}

/** The header that lets a browser in until this host is started again. */
export function sessionCookie(rules: AccessRules): string {
  return `${cookieName(rules)}=${rules.secret}; Path=/; HttpOnly; SameSite=Strict`;
}

/** True when the request carries this start's cookie. */
export function hasSession(headers: IncomingHttpHeaders, rules: AccessRules): boolean {
  const prefix = `${cookieName(rules)}=`;
  const values = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const own = values.find((pair) => pair.startsWith(prefix));
  return own !== undefined && isSecret(own.slice(prefix.length), rules);
}

/** Compares in constant time, whatever the length. */
export function isSecret(text: string, rules: AccessRules): boolean {
  return timingSafeEqual(digest(text), digest(rules.secret));
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** True when the app's own page made the request: its origin, its cookie, and nothing that says another site did. */
export function isOwnPage(headers: IncomingHttpHeaders, rules: AccessRules): boolean {
  const { origin } = headers;
  if (origin === undefined || !hasSession(headers, rules)) return false;
  if (origin === ownOrigin(rules.port)) return isFetchSite(headers, ['same-origin']);
  return origin === rules.developmentOrigin && isFetchSite(headers, ['same-origin', 'same-site']);
}

/** Browsers leave `Sec-Fetch-Site` out of some WebSocket handshakes; whoever sends it must send the truth. */
function isFetchSite(headers: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined) return headers.upgrade !== undefined;
  return typeof site === 'string' && allowed.includes(site);
}

/** Pages that may use this host's signaling service: see SIG-13. */
export function isSignalingOrigin(origin: string | undefined): boolean {
  return origin === undefined || /^http:\/\/localhost:\d{1,5}$/.test(origin) || /^app:\/\/[a-z0-9.-]*$/.test(origin);
}
