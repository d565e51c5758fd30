import { encode, rfc8949EncodeOptions } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { MAX_CARD_BYTES } from '@domain/contact/card.ts';
import { MAX_EVENT_BYTES } from '@domain/event/event.ts';
import { LATEST_AT, bucketOf } from '@domain/event/hybridClock.ts';
import { type LinkMessage, MAX_ROWS, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import { OWN_BUCKETS, SUM_LENGTH } from '@domain/wallet/ownSums.ts';
import { inviteRoom, pairRoom } from '@domain/link/rooms.ts';
import { bytesOf, codeOf, makeDevice, mutated, must } from '../support/devices.ts';

const fixed = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const space = fixed(32).map((bytes) => toBase64url(bytes) as SpaceId);
const device = fixed(32).map((bytes) => toBase64url(bytes) as DeviceId);
const count = fc.nat();
const bucket = fc.nat(bucketOf(LATEST_AT));
const message: fc.Arbitrary<LinkMessage> = fc.oneof(
  fc.record({ t: fc.constant('hello' as const), v: count, card: fc.uint8Array() }),
  fc.record({ t: fc.constant('digests' as const), spaces: fc.array(fc.tuple(space, fixed(32)), { maxLength: 3 }) }),
  fc.record({
    t: fc.constant('buckets' as const),
    space,
    buckets: fc.array(fc.tuple(bucket, fixed(32)), { maxLength: 3 }),
  }),
  fc.record({ t: fc.constant('sync' as const), space, bucket, message: fc.uint8Array() }),
  fc.record({ t: fc.constant('ack' as const), space, chains: fc.array(fc.tuple(device, count), { maxLength: 3 }) }),
  fc.record({
    t: fc.constant('welcome' as const),
    space,
    founder: fixed(32).map((bytes) => toBase64url(bytes) as AccountId),
    nonce: fixed(16),
    name: fc.string({ maxLength: 200 }).map((text) => text.toWellFormed()),
    card: fc.uint8Array(),
    act: fixed(32).map((bytes) => toBase64url(bytes) as EventId),
  }),
  fc.record({ t: fc.constant('removed' as const), space, payload: fc.uint8Array() }),
  fc.record({
    t: fc.constant('wallet.answer' as const),
    handle: fixed(16),
    request: fc.string({ maxLength: 400 }).map((text) => text.toWellFormed()),
  }),
  fc.record({ t: fc.constant('wallet.answered' as const), handle: fixed(16), taken: fc.boolean() }),
  fc.record({ t: fc.constant('wallet.sums' as const), sums: fixed(OWN_BUCKETS * SUM_LENGTH) }),
  fc.record({
    t: fc.constant('wallet.marks' as const),
    buckets: fc.array(fc.tuple(fc.nat(OWN_BUCKETS - 1), fc.uint8Array()), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    t: fc.constant('wallet.own' as const),
    certificates: fc.array(fc.uint8Array(), { maxLength: 2 }),
    records: fc.array(fc.uint8Array(), { maxLength: 2 }),
    owed: fc.array(
      fc.tuple(
        fixed(32).map((bytes) => toBase64url(bytes) as AccountId),
        fixed(32).map((bytes) => toBase64url(bytes) as RecordId),
      ),
      { maxLength: 2 },
    ),
  }),
  fc.record({ t: fc.constant('wallet.state' as const), unit: fixed(32).map((bytes) => toBase64url(bytes) as UnitId) }),
  fc.record({
    t: fc.constant('missing' as const),
    space,
    ids: fc.array(
      fixed(32).map((bytes) => toBase64url(bytes) as EventId),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({ t: fc.constant('acts' as const), space, payloads: fc.array(fc.uint8Array(), { maxLength: 3 }) }),
  fc.record({
    t: fc.constant('refused' as const),
    space: fc.option(space),
    code: fc.string({ maxLength: 60 }).map((text) => text.toWellFormed()),
  }),
  fc.record({ t: fc.constant('knock' as const), nonce: fixed(16) }),
  fc.record({ t: fc.constant('owner' as const), nonce: fixed(16), signature: fixed(64) }),
  fc.record({ t: fc.constant('request' as const), agreement: fixed(32), nonce: fixed(24), sealed: fc.uint8Array() }),
  fc.record({
    t: fc.constant('answer' as const),
    code: fc.constantFrom('received', 'used', 'expired', 'revoked', 'refused'),
  }),
);
const raw = (value: unknown) => decodeLinkMessage(encode(value, rfc8949EncodeOptions));

describe('rooms', () => {
  const zero = toBase64url(new Uint8Array(32)) as DeviceId;
  const one = toBase64url(new Uint8Array(32).fill(1)) as DeviceId;

  it('LNK-1 the room of two devices is pinned, and the same for both', () => {
    const secret = new Uint8Array(32).fill(7);
    const room = {
      name: '__Oivfetq23klTLcIr6AYESPoE_4GTXXtDTU2KsMNHA',
      password: '9WK5osHDasVjTBzqqaS_F1JTAcaVUqbnzDmkxU4tP_g',
    };
    expect(pairRoom(secret, zero, one)).toEqual(room);
    expect(pairRoom(secret, one, zero)).toEqual(room);
  });

  it('LNK-1 no two pairs of devices meet in one room', async () => {
    const [a, b, c] = await Promise.all([makeDevice(1), makeDevice(2), makeDevice(3)]);
    const meet = async (x: typeof a, y: typeof a) =>
      pairRoom(must(await x.keys.agree(y.keys.public.agreement)), x.certificate.device, y.certificate.device);
    const rooms = await Promise.all([meet(a, b), meet(b, a), meet(a, c), meet(b, c)]);
    expect(rooms[0]).toEqual(rooms[1]);
    expect(new Set(rooms.flatMap(({ name, password }) => [name, password])).size).toBe(6);
    const shared = must(await a.keys.agree(b.keys.public.agreement));
    expect(pairRoom(shared, a.certificate.device, c.certificate.device).name).not.toBe(rooms[0].name);
  });

  it('LNK-2 the room of an invite is pinned, and comes from its token and its inviter', () => {
    const [alice, bob] = [toBase64url(new Uint8Array(32)), toBase64url(new Uint8Array(32).fill(1))] as AccountId[];
    if (alice === undefined || bob === undefined) throw new Error('two inviters');
    expect(inviteRoom(new Uint8Array(16).fill(7), alice)).toEqual({
      name: 'WYGKUrzQYwlrGObHrXSApp7jFCI8C7ByOkKlprz-YU8',
      password: 'DSz6dHUvNhuVwUyvo8srOasgaXVs0tnMTCPaWWHYrEE',
    });
    expect(inviteRoom(bytesOf(16, 1), alice).name).not.toBe(inviteRoom(bytesOf(16, 2), alice).name);
    expect(inviteRoom(bytesOf(16, 1), alice).name).not.toBe(inviteRoom(bytesOf(16, 1), bob).name);
  });
});

describe('link messages', () => {
  it('LNK-3 LNK-11 read back as they were said', () => {
    fc.assert(
      fc.property(message, (said) => {
        expect(must(decodeLinkMessage(encodeLinkMessage(said)))).toEqual(said);
      }),
      { numRuns: 500 },
    );
  });

  it('LNK-3 garbage and changed bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(codeOf(decodeLinkMessage(bytes))).toMatch(/^(malformed|unknown)-message$/);
      }),
      { numRuns: 1500 },
    );
    fc.assert(
      fc.property(message, fc.nat(), fc.integer({ min: 1, max: 255 }), (said, at, change) => {
        expect(typeof decodeLinkMessage(mutated(encodeLinkMessage(said), [[at, change]])).ok).toBe('boolean');
      }),
      { numRuns: 1500 },
    );
  });

  it('LNK-3 a type of a later version is unknown, not malformed', () => {
    expect(codeOf(raw({ t: 'poll', question: 'x' }))).toBe('unknown-message');
    expect(codeOf(raw({ t: 'toString' }))).toBe('unknown-message');
  });

  it.each([
    ['no type', {}],
    ['a type that is no text', { t: 1 }],
    ['a list', [1, 2]],
    ['a hello without card', { t: 'hello', v: 1 }],
    ['a field more', { t: 'knock', nonce: new Uint8Array(16), extra: 1 }],
    ['sums that are too few', { t: 'wallet.sums', sums: new Uint8Array(16) }],
    ['marks of no bucket', { t: 'wallet.marks', buckets: [] }],
    ['marks of a bucket there is none of', { t: 'wallet.marks', buckets: [[OWN_BUCKETS, new Uint8Array()]] }],
    ['a record owed to nobody', { t: 'wallet.own', certificates: [], records: [], owed: [[new Uint8Array(32)]] }],
    ['a nonce too short', { t: 'knock', nonce: new Uint8Array(15) }],
    ['a space of 31 bytes', { t: 'sync', space: new Uint8Array(31), bucket: 1, message: new Uint8Array() }],
    ['a bucket below zero', { t: 'sync', space: new Uint8Array(32), bucket: -1, message: new Uint8Array() }],
    [
      'a bucket after the last',
      { t: 'sync', space: new Uint8Array(32), bucket: bucketOf(LATEST_AT) + 1, message: new Uint8Array() },
    ],
    [
      'a nonce of a request too short',
      { t: 'request', agreement: new Uint8Array(32), nonce: new Uint8Array(23), sealed: new Uint8Array() },
    ],
    [
      'a sealed request too large',
      {
        t: 'request',
        agreement: new Uint8Array(32),
        nonce: new Uint8Array(24),
        sealed: new Uint8Array(MAX_CARD_BYTES + 257),
      },
    ],
    ['a card too large', { t: 'hello', v: 1, card: new Uint8Array(MAX_CARD_BYTES + 1) }],
    ['a removal too large', { t: 'removed', space: new Uint8Array(32), payload: new Uint8Array(MAX_EVENT_BYTES + 65) }],
    ['an answer not in the list', { t: 'answer', code: 'maybe' }],
    ['a code too long', { t: 'refused', space: null, code: 'x'.repeat(65) }],
    ['a handle that is too short', { t: 'wallet.answer', handle: new Uint8Array(15), request: '' }],
    ['an answer longer than a code', { t: 'wallet.answer', handle: new Uint8Array(16), request: 'x'.repeat(1274) }],
  ])('LNK-3 %s is malformed', (_, value) => {
    expect(codeOf(raw(value))).toBe('malformed-message');
  });

  it.each([MAX_ROWS + 1, 3 * MAX_ROWS])('LNK-3 %i rows are more than one message has', (length) => {
    const chains = Array.from({ length }, () => [new Uint8Array(32), 1]);
    expect(codeOf(raw({ t: 'ack', space: new Uint8Array(32), chains }))).toBe('message-too-long');
  });
});
