import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Names that are of this machine or its network, whatever a resolver says of them (RFC 6761, 6762, 8375, 9476). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa|onion|alt|test|invalid|example)$/;

/**
 * An address a program may reach (NET-1): https at the usual port, a host of the list exactly, no user name. `invalid-input` for what
 * is no such address, `forbidden` for another host. Read against `base`, where a redirect names a place there. The hash is left out: it is
 * nobody's but the program's.
 */
export function readNetAddress(
  text: string,
  hosts: readonly string[],
  base?: URL,
): Result<URL, Failure<'invalid-input' | 'forbidden'>> {
  if (!URL.canParse(text, base?.href)) return fail('invalid-input', 'not an address');
  const url = new URL(text, base);
  if (url.protocol !== 'https:') return fail('invalid-input', 'only https can be reached');
  if (url.username !== '' || url.password !== '') return fail('invalid-input', 'an address has no user name here');
  if (url.port !== '') return fail('forbidden', 'only the usual port can be reached');
  if (!hosts.includes(url.hostname) || LOCAL_NAME.test(url.hostname)) {
    return fail('forbidden', 'not one of the hosts the program may reach');
  }
  url.hash = '';
  return ok(url);
}
