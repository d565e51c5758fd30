import { type Failure, type Result, fail, ok } from './result.ts';

/** Longest address of a mint that is read. */
export const MAX_MINT_ADDRESS = 512;

/** Names and addresses of this machine and of its own network, where nobody issues certificates (RFC 1918, 3927, 4193, 6761, 6762). */
const NEAR = [
  /^localhost$/,
  /^[a-z][a-z0-9-]*\.local$/,
  /^(127|10)(\.\d{1,3}){3}$/,
  /^(192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d{1,3}){2}$/,
  /^\[(::1|f[cd][0-9a-f]{2}:[0-9a-f:]+|fe[89ab][0-9a-f]:[0-9a-f:]+)\]$/,
];
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** No user name, no query, nothing escaped: a mint has none, and what has them is meant to look like something else. */
const ADDRESS = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?((?:\/[\w.~-]+)*)\/*$/i;
const USUAL_PORTS: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/**
 * Reads the address of a mint (CSH-1): `https`, or `http` at this machine or its own network; no user name, no query. It comes out in
 * one form, without a slash at its end, so that two addresses of one mint are the same text.
 */
export function readMintAddress(text: string): Result<string, Failure<'mint-address-invalid'>> {
  const trimmed = text.trim();
  const found = partsOf(SCHEME.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (trimmed.length > MAX_MINT_ADDRESS || found === null) return invalid('not an address');
  const { scheme, host, port, path } = found;
  if (scheme !== 'https' && !NEAR.some((rule) => rule.test(host)))
    return invalid('only https, or http in the own network');
  return ok(`${scheme}://${host}${port === USUAL_PORTS[scheme] ? '' : port}${path}`);
}

function partsOf(text: string): { readonly [part in 'scheme' | 'host' | 'port' | 'path']: string } | null {
  const found = ADDRESS.exec(text);
  if (found === null) return null;
  const [, scheme = '', host = '', port = '', path = ''] = found;
  const isUp = path.split('/').some((part) => part === '.' || part === '..');
  return isUp ? null : { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port, path };
}

function invalid(message: string): Result<never, Failure<'mint-address-invalid'>> {
  return fail('mint-address-invalid', message);
}
