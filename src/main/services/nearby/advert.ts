import { isIPv6 } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { DnsRecord, MadeRecord } from './multicast.ts';

/** What is looked for: hosts of Banyan, and nothing of whose they are. */
export const SERVICE = '_banyan._tcp.local';
/** How long an advert is good, s. */
export const ADVERT_LIFETIME = 120;

const NAME = /^[0-9a-f]{24}$/;

/** One host as others find it: a random name, and where its door is. */
export interface Advert {
  readonly name: string;
  readonly port: number;
}

/** What an advert said that came: `isGone` when it takes itself back. */
export interface HeardAdvert extends Advert {
  readonly isGone: boolean;
}

/** A name that says nothing. */
export function makeName(): string {
  return randomBytes(12).toString('hex');
}

/** The records that say where a host is, at one of its addresses; a lifetime of 0 takes them back. */
export function advertRecords(advert: Advert, address: string, ttl: number = ADVERT_LIFETIME): readonly MadeRecord[] {
  const name = `${advert.name}.${SERVICE}`;
  const target = `${advert.name}.local`;
  const plain = address.replace(/%.*$/, '');
  return [
    { type: 'PTR', name: SERVICE, ttl, data: name },
    { type: 'SRV', name, ttl, data: { port: advert.port, target } },
    { type: 'TXT', name, ttl, data: 'v=1' },
    { type: isIPv6(plain) ? 'AAAA' : 'A', name: target, ttl, data: plain },
  ];
}

/** Reads the adverts of a hostile packet; whatever is none is passed over. */
export function readAdverts(records: readonly DnsRecord[]): readonly HeardAdvert[] {
  const found: HeardAdvert[] = [];
  for (const { type, name, ttl, data } of records) {
    const own = type === 'SRV' && name.endsWith(`.${SERVICE}`) ? name.slice(0, -SERVICE.length - 1) : '';
    const port = portIn(data);
    if (NAME.test(own) && port !== null) found.push({ name: own, port, isGone: ttl === 0 });
  }
  return found;
}

/** Whether a name is one that {@link makeName} makes. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

function portIn(data: unknown): number | null {
  const port = typeof data === 'object' && data !== null && 'port' in data ? data.port : null;
  return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}
