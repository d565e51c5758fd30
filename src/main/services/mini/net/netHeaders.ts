import type { IncomingHttpHeaders } from 'node:http';
import { MAX_NET_HEADER, MAX_NET_HEADERS } from '@shared/mini/net.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Headers by their names in lower case. */
export type NetHeaders = Readonly<Record<string, string>>;

/** Goes along wherever a redirect leads. */
const PLAIN = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'prefer',
  'range',
]);
/** Says who asks: for the host it was meant for alone. */
const PERSONAL = new Set(['api-key', 'apikey', 'authorization', 'idempotency-key']);
const CUSTOM = /^x-[a-z0-9][a-z0-9-]{0,62}$/;
/** Claims of who asks, where that comes from or what it is, which servers take from the proxies and gates before them. */
const CLAIMS = [
  '(client-ip|cluster|forwarded|http-method|method-override|original|real-ip|rewrite)',
  '(accel|appengine|arr|azure|client-(cert|dn|verify)|envoy|host|override|proxy|proxyuser|remote|scheme|script-name)(-|$)',
  '(amzn-oidc|auth-request|authenticated|consumer|credential|goog-(authenticated|iap)|ms-client-principal)(-|$)',
  '(ssl|true-client-ip|url|webauth)(-|$)',
];
const CLAIM = new RegExp(`^x-(${CLAIMS.join('|')})`);
/** What a program is told of an answer. No cookie is among them. */
const TOLD = new Set([
  'accept-ranges',
  'age',
  'allow',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-range',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'link',
  'pragma',
  'retry-after',
  'vary',
]);
/** How much a server still lets one ask. */
const RATE_LIMIT = /^ratelimit[a-z0-9-]{0,64}$/;
/** Bytes that end a header, or are none. */
const UNSAFE = /[^\t\x20-\x7e\x80-\xff]/;

/** What goes out of a program's headers; one that may not be set is `invalid-input`, and named (NET-5). */
export function sentHeaders(wanted: NetHeaders): Result<NetHeaders, Failure<'invalid-input'>> {
  const headers: Record<string, string> = {};
  for (const [given, value] of Object.entries(wanted)) {
    const name = given.toLowerCase();
    if (!isSendable(name)) return fail('invalid-input', `a program may not set the header ${name.slice(0, 64)}`);
    if (value.length > MAX_NET_HEADER || UNSAFE.test(value)) return fail('invalid-input', `${name}: not a header`);
    headers[name] = value;
  }
  return ok(headers);
}

function isSendable(name: string): boolean {
  return PLAIN.has(name) || PERSONAL.has(name) || (CUSTOM.test(name) && !CLAIM.test(name));
}

/** What goes along to another host than the one it was said for. */
export function plainHeaders(headers: NetHeaders): NetHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => PLAIN.has(name)));
}

/** The headers without those that speak of a body. */
export function bodilessHeaders(headers: NetHeaders): NetHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
}

/** What a program is told of the headers of an answer. */
export function toldHeaders(headers: IncomingHttpHeaders): NetHeaders {
  const told = Object.entries(headers).flatMap(([name, value]) => {
    if (!TOLD.has(name) && !CUSTOM.test(name) && !RATE_LIMIT.test(name)) return [];
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    return text.length > MAX_NET_HEADER || UNSAFE.test(text) ? [] : [[name, text] as const];
  });
  return Object.fromEntries(told.slice(0, MAX_NET_HEADERS));
}
