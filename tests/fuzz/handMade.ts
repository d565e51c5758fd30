/** Frames thought up one by one: each would do harm where a check is missing. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { makeCard } from '@domain/contact/card.ts';
import { LATEST_AT, bucketOf } from '@domain/event/hybridClock.ts';
import { MAX_ROWS } from '@domain/link/messages.ts';
import { MAX_UPDATE_BYTES } from '@domain/log/limits.ts';
import type { Identity } from '@services/identity/identity.ts';
import { fork, forgers, frameOf } from './mutators/events.ts';
import { updateMakers } from './mutators/updates.ts';
import { type Attacker, identityOf } from './attacker.ts';
import type { Victim } from './victim.ts';

/** A frame and what it is. */
export interface HandMade {
  readonly name: string;
  readonly frame: Uint8Array;
}

const MEGABYTE = 1024 * 1024;
const filled = (length: number, byte: number, head: readonly number[] = []) => {
  const bytes = new Uint8Array(length).fill(byte);
  bytes.set(head);
  return bytes;
};

/** All of them, made for a victim as it stands. Between each two it is to be prepared again. */
export async function handMadeFrames(victim: Victim): Promise<readonly HandMade[]> {
  const { attacker } = victim;
  const random = new SeededRandom(60);
  const updates = Object.entries(updateMakers).map(([name, make]) => ({
    name: `an update with ${name}`,
    frame: attacker.frame(make(attacker, random)),
  }));
  const events: HandMade[] = [];
  for (const [name, forge] of Object.entries(forgers))
    events.push({ name: `an event with ${name}`, frame: frameOf(attacker, await forge(attacker, random)) });
  return [
    ...bytesAlone(),
    ...messages(attacker),
    ...(await cards(attacker, await identityOf(victim.carol))),
    ...updates,
    ...events,
    ...(await heavyUpdates(attacker)),
    // Last: a chain that parted takes nothing more.
    { name: 'an event with another beginning of the chain', frame: frameOf(attacker, await fork(attacker)) },
  ];
}

/** Updates as large as may be, full of what takes long to read. Their signatures hold; their places do not. */
async function heavyUpdates(attacker: Attacker): Promise<readonly HandMade[]> {
  let deep: unknown = 0;
  for (let level = 0; level < 2000; level += 1) deep = { k: deep };
  const heavy: readonly [string, number, unknown][] = [
    ['fifteen events of 65,000 numbers', 15, Array.from({ length: 65_000 }, () => 0)],
    ['fifteen events of 65,000 lists', 15, Array.from({ length: 65_000 }, () => [])],
    [
      'fifteen events of 11,000 keys',
      15,
      Object.fromEntries(Array.from({ length: 11_000 }, (_, n) => [n.toString(36), 0])),
    ],
    ['a hundred events of 8,000 numbers', 100, Array.from({ length: 8000 }, () => 0)],
    ['fifty events of 4,000 keys', 50, Object.fromEntries(Array.from({ length: 4000 }, (_, n) => [n.toString(36), 0]))],
    ['a hundred events of 2,000 maps in each other', 100, deep],
    ['four thousand small events', 4000, 0],
  ];
  const made: HandMade[] = [];
  for (const [name, count, body] of heavy) {
    const { payload } = await attacker.sign({ ...attacker.next, body });
    const frame = attacker.frame(attacker.update(Array.from({ length: count }, () => payload)));
    if (frame.length > MEGABYTE) throw new Error(`${name} would not fit a link message`);
    made.push({ name, frame });
  }
  return made;
}

/** No message at all. */
function bytesAlone(): readonly HandMade[] {
  const all: readonly [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['one zero', Uint8Array.of(0)],
    ['a map without an end', Uint8Array.of(0xbf)],
    ['a break alone', Uint8Array.of(0xff)],
    ['a list of four thousand million', Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff)],
    ['bytes of eighteen exabytes', Uint8Array.of(0x5b, ...filled(8, 0xff))],
    ['a million lists in each other', filled(MEGABYTE, 0x81)],
    ['a million tags in each other', filled(MEGABYTE, 0xc1)],
    ['a million small numbers', filled(MEGABYTE, 0, [0x9a, 0x00, 0x0f, 0xff, 0xfb])],
    ['a map whose keys are the same', Uint8Array.of(0xa2, 0x61, 0x74, 0, 0x61, 0x74, 0)],
    ['a number that is none', Uint8Array.of(0xa1, 0x61, 0x74, 0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0)],
    ['text that is no text', Uint8Array.of(0xa1, 0x61, 0x74, 0x62, 0xc3, 0x28)],
    ['fifty megabytes', filled(50 * MEGABYTE, 0x41)],
  ];
  return all.map(([name, frame]) => ({ name, frame }));
}

/** Messages of the protocol that say what they must not. */
function messages(attacker: Attacker): readonly HandMade[] {
  const { space, bucket } = attacker;
  const spaceBytes = attacker.bytesOf(space);
  const digest = filled(32, 7);
  const rows = Array.from({ length: MAX_ROWS }, () => [spaceBytes, digest]);
  const all: readonly [string, unknown][] = [
    ['a message without a type', {}],
    ['a type that is no text', { t: 1 }],
    ['a hello without a card', { t: 'hello', v: 1 }],
    ['a hello with an empty card', { t: 'hello', v: 1, card: new Uint8Array() }],
    ['a hello with a card of a megabyte', { t: 'hello', v: 1, card: filled(MEGABYTE - 100, 1) }],
    ['a hello of version minus one', { t: 'hello', v: -1, card: new Uint8Array(10) }],
    ['digests of a space too short', { t: 'digests', spaces: [[spaceBytes.slice(1), digest]] }],
    ['digests without digests', { t: 'digests', spaces: [[spaceBytes]] }],
    ['one row too many', { t: 'digests', spaces: [...rows, [spaceBytes, digest]] }],
    ['a summary too short', { t: 'summary', digest: digest.slice(1) }],
    ['a summary of something', { t: 'summary', digest, space: spaceBytes }],
    ['buckets that are negative', { t: 'buckets', space: spaceBytes, buckets: [[-1, digest]] }],
    ['buckets after the year 9999', { t: 'buckets', space: spaceBytes, buckets: [[bucketOf(LATEST_AT) + 1, digest]] }],
    ['buckets that are text', { t: 'buckets', space: spaceBytes, buckets: [['1', digest]] }],
    ['a bucket that is a half', { t: 'sync', space: spaceBytes, bucket: 0.5, message: Uint8Array.of(0, 1, 0) }],
    ['an empty sync message', { t: 'sync', space: spaceBytes, bucket, message: new Uint8Array() }],
    ['a sync message of another type', { t: 'sync', space: spaceBytes, bucket, message: Uint8Array.of(3, 0) }],
    [
      'a sync message with more behind it',
      { t: 'sync', space: spaceBytes, bucket, message: Uint8Array.of(0, 1, 0, 0) },
    ],
    [
      'a state vector of millions',
      { t: 'sync', space: spaceBytes, bucket, message: Uint8Array.of(0, 5, 255, 255, 255, 255, 7) },
    ],
    ['an update above the limit', { t: 'sync', space: spaceBytes, bucket, message: filled(MAX_UPDATE_BYTES + 1, 2) }],
    [
      'an acknowledgement of more than there is',
      { t: 'ack', space: spaceBytes, chains: [[attacker.bytesOf(attacker.victimDevice), Number.MAX_SAFE_INTEGER]] },
    ],
    [
      'an acknowledgement of a negative place',
      { t: 'ack', space: spaceBytes, chains: [[attacker.bytesOf(attacker.device), -1]] },
    ],
    ['a refusal of a kilobyte', { t: 'refused', space: null, code: 'x'.repeat(1024) }],
    ['a knock on a link of two', { t: 'knock', nonce: filled(16, 1) }],
    ['an owner on a link of two', { t: 'owner', nonce: filled(16, 1), signature: filled(64, 1) }],
    [
      'a request on a link of two',
      { t: 'request', agreement: filled(32, 1), nonce: filled(24, 1), sealed: filled(99, 1) },
    ],
    ['an answer on a link of two', { t: 'answer', code: 'received' }],
    [
      'a field named __proto__',
      new Map<string, unknown>([
        ['t', 'knock'],
        ['__proto__', { polluted: true }],
      ]),
    ],
  ];
  return all.map(([name, value]) => ({ name, frame: encodeCanonical(value) }));
}

/** Cards with a valid signature that are not this contact's to say. */
async function cards(attacker: Attacker, carol: Identity): Promise<readonly HandMade[]> {
  const { identity } = attacker;
  const { certificate, profile } = identity;
  const version = Number.MAX_SAFE_INTEGER;
  const fields = { device: certificate.signing, certificates: [certificate.signed], profile, signaling: [], version };
  const sign = (bytes: Uint8Array) => identity.keys.sign(bytes);
  const forged = { ...certificate.signed, signature: filled(64, 9) };
  const all: readonly [string, Parameters<typeof makeCard>[0]][] = [
    ['a certificate that is forged', { ...fields, certificates: [forged] }],
    ['no certificate', { ...fields, certificates: [] }],
    ['seventeen certificates', { ...fields, certificates: Array.from({ length: 17 }, () => certificate.signed) }],
    ['a signer it does not list', { ...fields, device: filled(32, 3) }],
    ['an address that is no address', { ...fields, signaling: ['javascript:alert(1)'] }],
    ['five addresses', { ...fields, signaling: Array.from({ length: 5 }, () => 'wss://a.example') }],
    [
      'a picture that is too large',
      { ...fields, profile: { ...profile, avatar: { kind: 'picture', type: 'image/png', bytes: filled(30_000, 1) } } },
    ],
  ];
  const ofCarol = {
    ...fields,
    device: carol.certificate.signing,
    certificates: [carol.certificate.signed],
    profile: carol.profile,
  };
  const packed: [string, Uint8Array][] = [
    ['the account of someone else', await makeCard(ofCarol, (bytes) => carol.keys.sign(bytes))],
    ['the name of someone else over it', await makeCard(ofCarol, sign)],
  ];
  for (const [name, card] of all) packed.push([name, await makeCard(card, sign)]);
  return packed.map(([name, card]) => ({
    name: `a card with ${name}`,
    frame: attacker.say({ t: 'hello', v: 1, card }),
  }));
}
