/** Events with a valid signature in the wrong place, and events whose signature is of something else. */
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { eventSigningBytes, signatureOf } from '@domain/event/codec.ts';
import { BUCKET_LENGTH, LATEST_AT, bucketOf } from '@domain/event/hybridClock.ts';
import { tagged, joinBytes } from '@domain/codec/bytes.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { Attacker, Words } from '../attacker.ts';

/** Makes the payload of an event that must not be taken as the next of the attacker's chain. */
export type EventForger = (attacker: Attacker, random: SeededRandom) => Promise<Uint8Array>;

const id = (random: SeededRandom) => toBase64url(random.bytes(32));
const payloadOf = async (attacker: Attacker, words: Words, device?: DeviceId) =>
  (await attacker.sign(words, device)).payload;

/** Signs any value as if it were the canonical bytes of an event. */
async function signAnything(attacker: Attacker, value: unknown, kind = 'chat.message'): Promise<Uint8Array> {
  const bytes = encodeCanonical(value);
  return joinBytes(await attacker.identity.keys.sign(eventSigningBytes(kind, bytes)), bytes);
}

function wire(attacker: Attacker, change: Record<string, unknown>): Record<string, unknown> {
  const { kind, seq, at, body } = attacker.next;
  const space = attacker.bytesOf(attacker.space);
  const device = attacker.bytesOf(attacker.device);
  const prev = attacker.next.prev === null ? null : attacker.bytesOf(attacker.next.prev);
  return { v: 1, space, kind, device, seq, prev, at, body, ...change };
}

/** Signed by the device that sends it, and yet not what it may say. */
export const forgers = {
  'another space': (attacker, random) => payloadOf(attacker, { ...attacker.next, space: id(random) as SpaceId }),
  'another device': (attacker, random) => payloadOf(attacker, attacker.next, id(random) as DeviceId),
  "the victim's device": (attacker) => payloadOf(attacker, attacker.next, attacker.victimDevice),
  'a place further on': (attacker, random) =>
    payloadOf(attacker, {
      ...attacker.next,
      seq: attacker.next.seq + 1 + random.integer(1e6),
      prev: id(random) as EventId,
    }),
  'a place that is taken': (attacker, random) =>
    payloadOf(attacker, {
      ...attacker.next,
      seq: Math.max(1, attacker.next.seq - 1 - random.integer(3)),
      prev: id(random) as EventId,
    }),
  'another forerunner': (attacker, random) => payloadOf(attacker, { ...attacker.next, prev: id(random) as EventId }),
  'a clock that does not rise': (attacker, random) =>
    payloadOf(attacker, { ...attacker.next, at: Math.max(0, attacker.headAt - random.integer(3)) }),
  'a clock of long ago': (attacker, random) => payloadOf(attacker, { ...attacker.next, at: random.integer(1e12) }),
  'a clock after the year 9999': (attacker, random) =>
    payloadOf(attacker, { ...attacker.next, at: LATEST_AT + 1 + random.integer(1e6) }),
  'another week than its bucket': (attacker, random) =>
    payloadOf(attacker, { ...attacker.next, at: attacker.next.at + BUCKET_LENGTH * (1 + random.integer(50)) }),
  'a version to come': (attacker, random) => signAnything(attacker, wire(attacker, { v: 2 + random.integer(900) })),
  'no version': (attacker) => signAnything(attacker, wire(attacker, { v: 0 })),
  'a field too many': (attacker) => signAnything(attacker, wire(attacker, { more: 1 })),
  'a strange kind': (attacker, random) =>
    signAnything(
      attacker,
      wire(attacker, { kind: ['', 'chat', 'Chat.Message', 'a.b.c', '__proto__.x', 'x'.repeat(70)][random.integer(6)] }),
    ),
  'ids of another length': (attacker, random) => signAnything(attacker, wire(attacker, { prev: random.bytes(31) })),
  'numbers that are none': (attacker, random) =>
    signAnything(
      attacker,
      wire(attacker, { [['seq', 'at'][random.integer(2)] ?? 'at']: [-1, 1.5, 2 ** 53, 'x', null][random.integer(5)] }),
    ),
  'no map': (attacker, random) => signAnything(attacker, [null, 1, 'x', [], random.bytes(40)][random.integer(5)]),
  'a signature for another kind': async (attacker) => {
    const bytes = encodeCanonical(wire(attacker, {}));
    return joinBytes(await attacker.identity.keys.sign(eventSigningBytes('chat.read', bytes)), bytes);
  },
  'a signature under another tag': async (attacker) => {
    const bytes = encodeCanonical(wire(attacker, {}));
    return joinBytes(await attacker.identity.keys.sign(tagged('banyan/signed/1', 'chat.message', bytes)), bytes);
  },
  'the signature of the event after it': (attacker) => {
    const [one, two] = attacker.pending;
    if (one === undefined || two === undefined) return Promise.resolve(new Uint8Array(65));
    return Promise.resolve(joinBytes(signatureOf(two).signature, one.payload.subarray(64)));
  },
  'a flipped signature': (attacker, random) => Promise.resolve(flipped(attacker, random.integer(64))),
  'flipped words': (attacker, random) => Promise.resolve(flipped(attacker, 64 + random.integer(200))),
  'cut short': (attacker, random) => {
    const payload = attacker.pending[0]?.payload ?? new Uint8Array(65);
    return Promise.resolve(payload.slice(0, random.integer(payload.length)));
  },
  'too long': async (attacker, random) =>
    signAnything(attacker, wire(attacker, { body: { text: 'x'.repeat(65_536 + random.integer(1000)) } })),
} as const satisfies Record<string, EventForger>;

/** A second truth for a place that is held, following the same event: whoever sees both can prove the lie (EVT-10). */
export async function fork(attacker: Attacker): Promise<Uint8Array> {
  const words = { ...attacker.next, seq: 0, prev: null, body: { text: 'never said' } };
  return (await attacker.sign(words)).payload;
}

function flipped({ pending }: Attacker, place: number): Uint8Array {
  const copy = (pending[0]?.payload ?? new Uint8Array(65)).slice();
  const at = place % copy.length;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** The frame that brings a forged payload as the next event, in the bucket of the honest one or in that of a clock. */
export function frameOf(attacker: Attacker, payload: Uint8Array, at?: number): Uint8Array {
  const bucket = at === undefined ? attacker.bucket : bucketOf(at);
  const start = bucket === attacker.bucket ? attacker.place : 0;
  return attacker.frame(attacker.update([payload], { bucket, start }), { bucket });
}
