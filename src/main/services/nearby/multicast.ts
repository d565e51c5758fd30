import { createSocket } from 'node:dgram';
import makeMulticast, { type FullPacket } from 'multicast-dns';
import type { Network } from './networks.ts';

/** A resource record as far as we make and read it. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number | undefined;
  readonly data?: unknown;
}

/** What came by multicast: hostile. */
export interface HeardPacket {
  readonly isQuery: boolean;
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  readonly records: readonly DnsRecord[];
  /** Where it came from, with its scope. */
  readonly address: string;
}

/** Multicast DNS in one network, in one family of addresses. */
export interface Multicast {
  /** The own address there. */
  readonly address: string;
  respond(records: readonly MadeRecord[]): void;
  query(name: string): void;
  close(): void;
}

/** A record that we say ourselves. */
export type MadeRecord =
  | { readonly type: 'PTR' | 'A' | 'AAAA'; readonly name: string; readonly ttl: number; readonly data: string }
  | { readonly type: 'TXT'; readonly name: string; readonly ttl: number; readonly data: string }
  | {
      readonly type: 'SRV';
      readonly name: string;
      readonly ttl: number;
      readonly data: { readonly port: number; readonly target: string };
    };

/** Opens multicast in a network: once for each family of addresses it has. */
export type OpenMulticast = (network: Network, heard: (packet: HeardPacket) => void) => readonly Multicast[];

const IPV4 = { type: 'udp4', ip: '224.0.0.251', any: '0.0.0.0' } as const;
const IPV6 = { type: 'udp6', ip: 'ff02::fb', any: '::' } as const;

/** The system's own: port 5353, which every responder of a machine shares. */
export const openMulticast: OpenMulticast = (network, heard) => {
  const families = [
    { ...IPV4, address: network.ipv4, through: network.ipv4 },
    { ...IPV6, address: network.ipv6, through: `::%${network.name}` },
  ];
  return families.flatMap(({ address, through, ...family }) =>
    address === null || through === null ? [] : [openOne({ ...family, address, through }, heard)],
  );
};

interface Family {
  readonly type: 'udp4' | 'udp6';
  readonly ip: string;
  readonly any: string;
  readonly address: string;
  readonly through: string;
}

function openOne(family: Family, heard: (packet: HeardPacket) => void): Multicast {
  const socket = createSocket({ type: family.type, reuseAddr: true, ipv6Only: family.type === 'udp6' });
  const dns = makeMulticast({ socket, type: family.type, ip: family.ip, interface: family.through, bind: family.any });
  // A network that went away, a packet that is none: the next look at the networks tells more.
  dns.on('error', () => undefined);
  dns.on('warning', () => undefined);
  dns.on('query', (packet, { address }) => heard(readPacket(packet, address)));
  dns.on('response', (packet, { address }) => heard(readPacket(packet, address)));
  return {
    address: family.address,
    // The library takes lists it may change.
    respond: (records) => dns.respond({ answers: records.map((record) => ({ ...record })) }),
    query: (name) => dns.query([{ name, type: 'PTR' }]),
    close: () => dns.destroy(),
  };
}

function readPacket(packet: FullPacket, address: string): HeardPacket {
  const { questions = [], answers = [], additionals = [] } = packet;
  return {
    isQuery: packet.type === 'query',
    questions,
    records: [...answers, ...additionals].filter((record): record is typeof record & DnsRecord => 'name' in record),
    address,
  };
}
