import { mailboxAddress } from '@shared/mailbox/frames.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Why a typed address can't be used. Each code has a sentence in the catalogue. */
export type AddressErrorCode =
  | 'address-empty'
  | 'address-malformed'
  | 'address-scheme'
  | 'address-web'
  | 'address-secret'
  | 'address-duplicate'
  | 'address-too-long'
  | 'address-limit';

type Parsed<T> = Result<T, Failure<AddressErrorCode>>;

/** Most signaling addresses and most ICE servers, as the settings record says. */
export const MAX_SIGNALING = 16;
/** Most mailboxes that are shown and can be added. */
const MAX_MAILBOXES = 24;
/** See {@link MAX_SIGNALING}. */
export const MAX_ICE_SERVERS = 8;
const MAX_LENGTH = 512;

/**
 * Reads a signaling address: `wss://` or `ws://`, or a bare `host[:port]`, which means `wss://` and is shown as such before it is
 * added ({@link completedAddress}). The address of a web page is refused, not turned into another. Answers the form it is kept in.
 */
export function parseSignalingAddress(text: string, existing: readonly string[]): Parsed<string> {
  const typed = text.trim();
  if (typed === '') return fail('address-empty', 'nothing typed');
  if (/^https?:/i.test(typed)) return fail('address-web', 'the address of a web page');
  const url = parseUrl(completedAddress(typed) ?? typed);
  if (url === null) return fail('address-malformed', 'not an address');
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return fail('address-scheme', url.protocol);
  if (url.username !== '' || url.password !== '') return fail('address-secret', 'a name or password in the address');
  return fitting(keptForm(url), { existing, most: MAX_SIGNALING });
}

/** Reads the address of a mailbox: as that of a meeting point, and where it has no path, `/mailbox` is meant. */
export function parseMailboxAddress(text: string, existing: readonly string[]): Parsed<string> {
  const parsed = parseSignalingAddress(text, []);
  if (!parsed.ok) return parsed;
  const { pathname } = new URL(parsed.value);
  const address = pathname === '/' ? (mailboxAddress(parsed.value) ?? parsed.value) : parsed.value;
  return fitting(address, { existing, most: MAX_MAILBOXES });
}

/** Without a fragment, and without the slash of an empty path. */
function keptForm(url: URL): string {
  const isBare = url.pathname === '/' && url.search === '';
  return isBare ? `${url.protocol}//${url.host}` : url.href.replace(/#.*$/, '');
}

function fitting(
  address: string,
  list: { readonly existing: readonly string[]; readonly most: number },
): Parsed<string> {
  if (address.length > MAX_LENGTH) return fail('address-too-long', `${address.length} characters`);
  if (list.existing.some((other) => sameAddress(other, address))) return fail('address-duplicate', 'already there');
  return list.existing.length >= list.most ? fail('address-limit', `${list.most} already`) : ok(address);
}

/** What a bare host is taken for; null for anything else. A single word is none, unless it has a port or is this machine. */
export function completedAddress(text: string): string | null {
  const typed = text.trim();
  if (!/^(?:[\p{L}\d_.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/iu.test(typed)) return null;
  const isHost = /[.:]/.test(typed) || typed.toLowerCase() === 'localhost';
  return isHost && URL.canParse(`wss://${typed}`) ? `wss://${typed}` : null;
}

function parseUrl(text: string): URL | null {
  if (/\s/.test(text)) return null;
  const url = URL.parse(text);
  return url === null || url.hostname === '' ? null : url;
}

function sameAddress(one: string, other: string): boolean {
  return one.replace(/\/$/, '').toLowerCase() === other.replace(/\/$/, '').toLowerCase();
}

/** Reads a STUN or TURN address: `stun:host:port`, `turns:host?transport=tcp`; a bare host means `stun:`. */
export function parseIceAddress(text: string, existing: readonly string[]): Parsed<string> {
  const typed = text.trim();
  if (typed === '') return fail('address-empty', 'nothing typed');
  const address = /^[a-z]+:(?!\d+$)/i.test(typed) ? typed : `stun:${typed}`;
  const parts = /^([a-z]+):([^?\s@/]+)(\?transport=(?:udp|tcp))?$/i.exec(address);
  if (parts === null) return fail(hasWebForm(address) ? 'address-scheme' : 'address-malformed', 'not an ICE address');
  const [, scheme = '', host = '', query = ''] = parts;
  if (!/^(stuns?|turns?)$/i.test(scheme)) return fail('address-scheme', scheme);
  if (parseUrl(`wss://${host}`) === null) return fail('address-malformed', 'not a host');
  const kept = `${scheme.toLowerCase()}:${host}${query.toLowerCase()}`;
  return fitting(kept, { existing, most: MAX_ICE_SERVERS });
}

function hasWebForm(address: string): boolean {
  return /^[a-z]+:\/\//i.test(address);
}

/** True for relays, which ask for a name and a password. */
export function isRelay(address: string): boolean {
  return /^\s*turns?:/i.test(address);
}
