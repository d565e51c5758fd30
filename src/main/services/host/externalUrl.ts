import { type Failure, type Result, fail, ok } from '@shared/result.ts';

const ALLOWED = new Set(['http:', 'https:', 'mailto:']);

/**
 * Reads an address that is to be handed to the system. Only web and mail addresses pass, in the normal form of the
 * WHATWG URL standard (host names in punycode), without a user name or password that could dress up a host.
 */
export function parseExternalUrl(text: string): Result<string, Failure<'invalid-input'>> {
  if (!URL.canParse(text)) return fail('invalid-input', 'not an address');
  const url = new URL(text);
  if (!ALLOWED.has(url.protocol)) return fail('invalid-input', 'only http, https and mailto addresses are opened');
  if (url.username !== '' || url.password !== '') return fail('invalid-input', 'the address carries a user name');
  return ok(url.href);
}
