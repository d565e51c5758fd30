/** What two devices have to know of each other's end of a connection, in as few bytes as a code can carry. */
import * as v from 'valibot';
import { bytesOf } from '@shared/schemas.ts';

/** Most ways to one end. */
export const MAX_CANDIDATES = 10;
const UUID_LENGTH = 16;

/** How an address was found: the machine's own, as seen from outside, or a relay's. */
const kinds = ['host', 'srflx', 'relay'] as const;

const addressSchema = v.union([
  v.pipe(v.string(), v.maxLength(45), v.ip()),
  /** A name of the local network that a browser made up for an address: `<uuid>.local`. */
  bytesOf(UUID_LENGTH),
]);

/** As it is coded. A line of text can be nothing else than what it is meant to be: it goes into a description line by line. */
export const descriptionSchema = v.strictObject({
  fingerprint: bytesOf(32),
  user: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{4,64}$/)),
  password: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{22,128}$/)),
  ways: v.pipe(
    v.array(
      v.strictTuple([
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(kinds.length - 1)),
        addressSchema,
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
      ]),
    ),
    v.minLength(1),
    v.maxLength(MAX_CANDIDATES),
  ),
});

/** One end of a connection: the fingerprint of its certificate, its secret for finding each other, and the ways to it (HND-2). */
export type HandDescription = v.InferOutput<typeof descriptionSchema>;

/** Reads the description a browser made, and the ways it found. Null where there is nothing a code could carry. */
export function describeSdp(sdp: string, candidates: readonly string[]): HandDescription | null {
  const line = (name: string) => new RegExp(`^a=${name}:(.+)$`, 'm').exec(sdp)?.[1]?.trim() ?? '';
  const [algorithm = '', hex = ''] = line('fingerprint').split(' ');
  const fingerprint = Uint8Array.from(hex.split(':'), (pair) => Number.parseInt(pair, 16));
  const ways = candidates.flatMap((candidate) => wayOf(candidate)).slice(0, MAX_CANDIDATES);
  const read = v.safeParse(descriptionSchema, {
    fingerprint,
    user: line('ice-ufrag'),
    password: line('ice-pwd'),
    ways,
  });
  return algorithm.toLowerCase() === 'sha-256' && read.success ? read.output : null;
}

/** A description as a browser takes it. Who made the offer is asked to begin, who answers begins. */
export function sdpOf(description: HandDescription, role: 'offer' | 'answer'): string {
  const { fingerprint, user, password } = description;
  const hex = [...fingerprint].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...candidatesOf(description).map((candidate) => `a=${candidate}`),
    `a=ice-ufrag:${user}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${hex}`,
    `a=setup:${role === 'offer' ? 'actpass' : 'active'}`,
    'a=mid:0',
    'a=sctp-port:5000',
    'a=max-message-size:262144',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** The ways to an end, as a browser takes them one by one. */
export function candidatesOf({ ways }: Pick<HandDescription, 'ways'>): readonly string[] {
  return ways.map((way, place) => candidateOf(way, place));
}

type Way = HandDescription['ways'][number];

const CANDIDATE =
  /^(?:a=)?candidate:\S+ 1 udp \d+ ([0-9a-fA-F.:]+|[0-9a-f-]{36}\.local) (\d+) typ (host|srflx|relay)(?: |$)/i;

function wayOf(candidate: string): readonly Way[] {
  const [, address = '', port = '', kind = ''] = CANDIDATE.exec(candidate) ?? [];
  const number = kinds.findIndex((one) => one === kind.toLowerCase());
  if (number < 0) return [];
  const place = address.endsWith('.local') ? uuidBytes(address) : address;
  return v.is(addressSchema, place) ? [[number, place, Number(port)]] : [];
}

/** Own addresses first, a relay last; of equals the first. */
function candidateOf([kind, address, port]: Way, place: number): string {
  const preference = [126, 100, 0][kind] ?? 0;
  const priority = preference * 2 ** 24 + (65_535 - place) * 2 ** 8 + 255;
  const name = typeof address === 'string' ? address : `${uuidText(address)}.local`;
  const from = kind === 0 ? '' : ' raddr 0.0.0.0 rport 0';
  return `candidate:${place + 1} 1 udp ${priority} ${name} ${port} typ ${kinds[kind] ?? 'host'}${from}`;
}

function uuidBytes(name: string): Uint8Array {
  const hex = name.replace(/\.local$/, '').replaceAll('-', '');
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function uuidText(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
