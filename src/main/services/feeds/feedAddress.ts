import { MAX_FEED_ADDRESS } from '@shared/ipc/feedContract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Ports of other services, which would take a request for something of theirs. */
const LEAST_FREE_PORT = 1024;

/** An address a feed may have (WFE-1): of the web, at its usual port or a free one, without a user name. Read against `base`. */
export function readFeedAddress(text: string, base?: URL): Result<URL, Failure<'invalid-input' | 'forbidden'>> {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null;
  if (url === null || url.href.length > MAX_FEED_ADDRESS) return fail('invalid-input', 'not an address');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fail('invalid-input', 'not an address of the web');
  if (url.username !== '' || url.password !== '') return fail('invalid-input', 'an address has no user name here');
  if (!isOpenPort(url.port)) return fail('forbidden', 'another service has that port');
  url.hash = '';
  return ok(url);
}

/** The usual port is said by leaving it out; it may also be that of the other scheme. */
function isOpenPort(port: string): boolean {
  return port === '' || port === '80' || port === '443' || Number(port) >= LEAST_FREE_PORT;
}

/** The name or figures a resolver is asked for. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/u, '$1');
}
