import { encode, rfc8949EncodeOptions } from 'cborg';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { joinBytes, taggedHash } from '@domain/codec/bytes.ts';
import { decodeCanonical } from '@domain/codec/canonical.ts';
import {
  EVENT_TAG,
  decodeEvent,
  encodeEvent,
  eventSigningBytes,
  idBytes,
  sealEvent,
  signatureOf,
} from '@domain/event/codec.ts';
import { type EventContent, MAX_EVENT_BYTES, MAX_EVENT_PARTS } from '@domain/event/event.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { bytesOf, codeOf, makeDevice, mutated, must, signEvent } from '../support/devices.ts';

const id = (seed: number) => toBase64url(bytesOf(32, seed));
const space = id(1) as SpaceId;
const base: Omit<EventContent, 'v'> = {
  space,
  kind: 'chat.message',
  device: id(2) as DeviceId,
  seq: 0,
  prev: null,
  at: 1_760_000_000_000,
  body: { text: 'hello' },
};
const signature = new Uint8Array(64).fill(3);
const seal = (content: Omit<EventContent, 'v'>) => sealEvent(content, encodeEvent(content), signature);

/** An envelope as a hostile peer may write it: canonical, with any field replaced, added or left out. */
function envelope(change: Record<string, unknown>, without: readonly string[] = []): Uint8Array {
  const whole: Record<string, unknown> = {
    v: 1,
    space: idBytes(base.space),
    kind: base.kind,
    device: idBytes(base.device),
    seq: 0,
    prev: null,
    at: base.at,
    body: { text: 'hello' },
    ...change,
  };
  for (const field of without) delete whole[field];
  return joinBytes(signature, encode(whole, rfc8949EncodeOptions));
}

describe('the bytes of an event', () => {
  it('EVT-1 EVT-3 reads back what was sealed, whatever the body', () => {
    const body = fc
      .jsonValue()
      .filter((value) => JSON.stringify(value).length < 5000 && !JSON.stringify(value).includes('__proto__'));
    const well = body.map((value) => JSON.parse(JSON.stringify(value).toWellFormed().replaceAll('-0', '0')) as unknown);
    const place = fc.oneof(
      fc.constant({ seq: 0, prev: null }),
      fc.integer({ min: 1, max: 2 ** 40 }).map((seq) => ({ seq, prev: id(seq) as EventId })),
    );
    fc.assert(
      fc.property(well, place, fc.integer({ min: 0, max: 2 ** 50 }), (value, { seq, prev }, at) => {
        const event = seal({ ...base, seq, prev, at, body: value });
        expect(must(decodeEvent(event.payload))).toEqual(event);
      }),
    );
  });

  it('EVT-1 is pinned, so that another implementation can check itself', () => {
    const zero = toBase64url(new Uint8Array(32)) as SpaceId & DeviceId;
    const bytes = encodeEvent({ ...base, space: zero, device: zero });
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const zeros = '00'.repeat(32);
    expect(hex).toBe(
      `a8617601626174` +
        `1b00000199c82cc000` +
        `63736571006462` +
        `6f6479a16474657874` +
        `6568656c6c6f` +
        `646b696e64` +
        `6c636861742e6d657373616765` +
        `6470726576f6` +
        `657370616365` +
        `5820${zeros}` +
        `66646576696365` +
        `5820${zeros}`,
    );
  });

  it('EVT-2 the device signs tag, kind and bytes; a signature for another kind or tag does not hold', async () => {
    const device = await makeDevice(5);
    const event = await signEvent(device, base);
    const { signature: made, signed } = signatureOf(event);
    const key = device.keys.public.signing;
    const bytes = event.payload.subarray(64);
    expect(signed).toEqual(joinBytes(new TextEncoder().encode('banyan/event/1\0chat.message\0'), bytes));
    expect(await verifySignature(key, made, signed)).toBe(true);
    expect(await verifySignature(key, made, eventSigningBytes('chat.read', bytes))).toBe(false);
    expect(await verifySignature(key, made, bytes)).toBe(false);
  });

  it('EVT-3 the id hashes tag, kind and bytes, not the signature', () => {
    const event = seal(base);
    expect(event.id).toBe(toBase64url(taggedHash(EVENT_TAG, base.kind, event.payload.subarray(64))));
    expect(sealEvent(base, encodeEvent(base), new Uint8Array(64).fill(4)).id).toBe(event.id);
    expect(seal({ ...base, at: base.at + 1 }).id).not.toBe(event.id);
  });

  it('EVT-4 another encoding of the same content is refused', () => {
    const loose = encode(
      {
        body: { text: 'hello' },
        v: 1,
        space: idBytes(space),
        kind: base.kind,
        device: idBytes(base.device),
        seq: 0,
        prev: null,
        at: base.at,
      },
      {
        mapSorter: () => 0,
      },
    );
    expect(codeOf(decodeEvent(joinBytes(signature, loose)))).toBe('event-malformed');
    expect(codeOf(decodeEvent(joinBytes(seal(base).payload, Uint8Array.of(0))))).toBe('event-malformed');
  });

  it('EVT-5 takes 65,536 bytes and not one more', () => {
    const room = MAX_EVENT_BYTES - encodeEvent({ ...base, body: new Uint8Array(60_000) }).length + 60_000;
    const most = seal({ ...base, body: new Uint8Array(room) });
    expect(most.payload.length).toBe(64 + MAX_EVENT_BYTES);
    expect(codeOf(decodeEvent(most.payload))).toBe('ok');
    expect(codeOf(decodeEvent(seal({ ...base, body: new Uint8Array(room + 1) }).payload))).toBe('event-too-large');
    expect(codeOf(decodeEvent(new Uint8Array(2_000_000)))).toBe('event-too-large');
  });

  it('EVT-5 takes 8,192 values, keys and containers and not one more', () => {
    const envelopeAndList = 17;
    const body = Array.from({ length: MAX_EVENT_PARTS - envelopeAndList }, () => 0);
    expect(codeOf(decodeEvent(seal({ ...base, body }).payload))).toBe('ok');
    expect(codeOf(decodeEvent(seal({ ...base, body: [...body, 0] }).payload))).toBe('event-malformed');
  });

  it.each([0, 1, 63, 64, 65])('EVT-5 %i bytes are no event', (length) => {
    expect(codeOf(decodeEvent(new Uint8Array(length)))).toBe('event-malformed');
  });

  it.each([
    ['no field may be missing', {}, ['at']],
    ['none may be added', { extra: 1 }, []],
    ['a version from 1', { v: 0 }, []],
    ['a version up to 1,000', { v: 1001 }, []],
    ['a space of 32 bytes', { space: new Uint8Array(31) }, []],
    ['a space of bytes', { space: 'x'.repeat(32) }, []],
    ['a device of 32 bytes', { device: new Uint8Array(33) }, []],
    ['a kind of noun and verb', { kind: 'message' }, []],
    ['a kind in small letters', { kind: 'Chat.message' }, []],
    ['a kind of at most 64 characters', { kind: `chat.${'m'.repeat(60)}` }, []],
    ['a kind without control characters', { kind: 'chat.message\n' }, []],
    ['a place that is not negative', { seq: -1 }, []],
    ['a place that is whole', { seq: 0.5 }, []],
    ['a place that is safe', { seq: 2n ** 60n, prev: new Uint8Array(32) }, []],
    ['a clock that is not negative', { at: -1 }, []],
    ['a clock that is whole', { at: 1.5 }, []],
    ['no prev at place 0', { prev: new Uint8Array(32) }, []],
    ['a prev above place 0', { seq: 1 }, []],
    ['a prev of 32 bytes', { seq: 1, prev: new Uint8Array(16) }, []],
  ])('EVT-6 the envelope: %s', (_, change, without) => {
    expect(codeOf(decodeEvent(envelope({})))).toBe('ok');
    expect(codeOf(decodeEvent(envelope(change, without)))).toBe('event-malformed');
  });

  it('EVT-4 EVT-6 is reading by a schema what is canonical, for whatever stands in the fields', () => {
    const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
    const id32 = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32);
    const schema = v.strictObject({
      v: v.pipe(whole, v.minValue(1), v.maxValue(1000)),
      space: id32,
      kind: v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/)),
      device: id32,
      seq: whole,
      prev: v.nullable(id32),
      at: whole,
      body: v.unknown(),
    });
    const some = fc.oneof(
      fc.constantFrom<unknown>(0, 1, 2, 1000, 1001, -1, 0.5, 1e300, null, true, '', 'a.b', new Uint8Array(32), {}, [
        [],
      ]),
      fc.uint8Array({ minLength: 31, maxLength: 33 }),
      fc.maxSafeInteger(),
    );
    const fields = ['v', 'space', 'kind', 'device', 'seq', 'prev', 'at', 'body', 'more', 'att'];
    const change = fc.dictionary(fc.constantFrom(...fields), some, { maxKeys: 2, noNullPrototype: true });
    const without = fc.array(fc.constantFrom(...fields), { maxLength: 1 });
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 1 });
    const taken = new Set<boolean>();
    fc.assert(
      fc.property(change, fc.oneof(fc.constant([]), without), edits, (changed, left, flips) => {
        const bytes = mutated(envelope(changed, left).subarray(64), flips);
        const canonical = decodeCanonical(bytes);
        const parsed = v.safeParse(schema, canonical.ok ? canonical.value : undefined);
        const isEvent = parsed.success && (parsed.output.seq === 0) === (parsed.output.prev === null);
        const decoded = decodeEvent(joinBytes(signature, bytes));
        expect(decoded.ok).toBe(isEvent);
        taken.add(isEvent);
        if (decoded.ok && parsed.success) {
          const { space: inSpace, device, prev, ...rest } = parsed.output;
          const ids = { space: toBase64url(inSpace), device: toBase64url(device), prev: prev && toBase64url(prev) };
          expect(decoded.value.content).toStrictEqual({ ...rest, ...ids });
        }
      }),
      { numRuns: 4000 },
    );
    expect(taken).toEqual(new Set([true, false]));
  });

  it('EVT-6 an envelope that is not a map is refused', () => {
    for (const value of [1, 'text', [1, 2], null, new Uint8Array(3)]) {
      expect(codeOf(decodeEvent(joinBytes(signature, encode(value))))).toBe('event-malformed');
    }
  });

  it('EVT-6 a body of any shape and depth is read or refused, never thrown at', () => {
    const deep = joinBytes(new Uint8Array(64), new Uint8Array(60_000).fill(0x81));
    expect(typeof decodeEvent(deep).ok).toBe('boolean');
  });

  it('EVT-6 mutated bytes never throw, and never verify', async () => {
    const device = await makeDevice(6);
    const event = await signEvent(device, base);
    const key = device.keys.public.signing;
    const edits = fc.array(fc.tuple(fc.nat(event.payload.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const payload = mutated(event.payload, changes);
        const read = decodeEvent(payload);
        if (!read.ok || payload.every((byte, index) => byte === event.payload[index])) return;
        const { signature: made, signed } = signatureOf(read.value);
        expect(await verifySignature(key, made, signed)).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });

  it('EVT-6 idBytes refuses what was never checked', () => {
    expect(() => idBytes('abc')).toThrow(TypeError);
    expect(() => idBytes(toBase64url(new Uint8Array(31)))).toThrow(TypeError);
  });
});
