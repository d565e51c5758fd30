import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import {
  decodeRecord,
  draftId,
  encodeRecord,
  isRecordType,
  joinSignatures,
  packRecord,
  sealRecord,
  verifyRecord,
} from '@domain/wallet/envelope.ts';
import { MAX_RECORD_BYTES, MAX_SIGNATURES, type VerifiedRecord, bodies } from '@domain/wallet/record.ts';
import { codeOf, must } from '../support/devices.ts';
import { deviceOf, person, quickVerify, strayDevice } from './support/people.ts';
import { make, START, unitBody } from './support/records.ts';
import { type Samples, ana, listOf, makeSamples } from './support/samples.ts';

let samples: Samples;
let all: readonly VerifiedRecord[];
beforeAll(async () => {
  samples = await makeSamples();
  all = listOf(samples);
});

const signaturesOf = ({ signatures }: VerifiedRecord) =>
  signatures.map(({ key, signature }) => [Uint8Array.from(Buffer.from(key, 'base64url')), signature]);

/** The envelope of a record whose map was changed. */
function changed(record: VerifiedRecord, change: Record<string, unknown>): Uint8Array {
  const map = must(decodeCanonical(record.bytes)) as Record<string, unknown>;
  const fields = Object.entries({ ...map, ...change }).filter(([, value]) => value !== undefined);
  return encodeCanonical([encodeCanonical(Object.fromEntries(fields)), signaturesOf(record)]);
}

describe('an envelope', () => {
  it('WAL-1 has a sample of every type', () => {
    expect(all.map(({ type }) => type).sort()).toEqual(Object.keys(bodies).sort());
    expect(isRecordType('toString')).toBe(false);
  });

  it.each(Object.keys(bodies))('WAL-1 %s comes back as it went, under the same id', async (type) => {
    const sample = all.find((each) => each.type === type);
    if (sample === undefined) throw new Error('no sample');
    const read = must(decodeRecord(packRecord(sample)));
    // What Node encodes is a Buffer.
    expect(read).toEqual({ ...sample, bytes: Uint8Array.from(sample.bytes) });
    expect(Uint8Array.from(encodeRecord(read))).toEqual(read.bytes);
    expect(draftId(read)).toBe(sample.id);
    expect(codeOf(await verifyRecord(read, quickVerify))).toBe('ok');
  });

  it('WAL-1 WAL-3 with any one bit flipped it is refused, whatever its type', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(7), fc.nat(all.length - 1), async (at, bit, which) => {
        const sample = all[which] ?? samples.unit;
        const packed = packRecord(sample);
        const place = at % packed.length;
        packed[place] = (packed[place] ?? 0) ^ (1 << bit);
        const read = decodeRecord(packed);
        if (read.ok) expect(codeOf(await verifyRecord(read.value, quickVerify))).toBe('record-forged');
      }),
      { numRuns: 1500 },
    );
  });

  it('WAL-1 every one of its bits counts: a transfer, bit by bit', async () => {
    const packed = packRecord(samples.transfer);
    for (let bit = 0; bit < packed.length * 8; bit += 1) {
      const copy = packed.slice();
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = decodeRecord(copy);
      if (read.ok) expect(codeOf(await verifyRecord(read.value, quickVerify)), `bit ${bit}`).toBe('record-forged');
    }
  });

  it('WAL-1 cut anywhere, or with a byte more, it is malformed', () => {
    for (const sample of all) {
      const packed = packRecord(sample);
      for (let end = 0; end < packed.length; end += 7) {
        expect(codeOf(decodeRecord(packed.subarray(0, end)))).toBe('record-malformed');
      }
      expect(codeOf(decodeRecord(Uint8Array.of(...packed, 0)))).toBe('record-malformed');
    }
  });

  it('WAL-1 keys in another order are refused', () => {
    // {"v":1,"t":…} begins with "t" or "v" by length and bytes; written backwards it is the same map in another order.
    const map = must(decodeCanonical(samples.deposit.bytes)) as Record<string, unknown>;
    const parts = Object.entries(map)
      .toReversed()
      .flatMap(([key, value]) => [encodeCanonical(key), encodeCanonical(value)]);
    const reordered = Uint8Array.from([0xa0 + Object.keys(map).length, ...parts.flatMap((part) => [...part])]);
    expect(codeOf(decodeRecord(encodeCanonical([reordered, signaturesOf(samples.deposit)])))).toBe('record-malformed');
  });

  it('WAL-1 reading never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void decodeRecord(bytes)));
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const packed = (() => {
          try {
            return encodeCanonical([
              encodeCanonical({ v: 1, t: 'unit', nonce: new Uint8Array(16), issuer: value }),
              [],
            ]);
          } catch {
            return new Uint8Array(0);
          }
        })();
        expect(decodeRecord(packed).ok).toBe(false);
      }),
    );
  });

  it('WAL-1 too long it is refused unread', () => {
    expect(codeOf(decodeRecord(new Uint8Array(MAX_RECORD_BYTES + 2048)))).toBe('record-too-large');
    const long = encodeCanonical([new Uint8Array(MAX_RECORD_BYTES + 1), signaturesOf(samples.deposit)]);
    expect(codeOf(decodeRecord(long))).toBe('record-malformed');
  });

  it('WAL-1 has one signature at least, not too many, in order, each key once', () => {
    const sign = (keys: readonly number[]) =>
      decodeRecord(
        encodeCanonical([samples.deposit.bytes, keys.map((key) => [new Uint8Array(32).fill(key), new Uint8Array(64)])]),
      );
    expect(codeOf(sign([1, 2]))).toBe('ok');
    expect(codeOf(sign([]))).toBe('record-malformed');
    expect(codeOf(sign([2, 1]))).toBe('record-malformed');
    expect(codeOf(sign([1, 1]))).toBe('record-malformed');
    const many = Array.from({ length: MAX_SIGNATURES + 1 }, (_, place) => place);
    expect(codeOf(sign(many))).toBe('record-malformed');
    expect(codeOf(sign(many.slice(1)))).toBe('ok');
  });

  it('WAL-3 one signature that does not hold makes two worthless', async () => {
    const body = { a: ana.account, b: person('Ben').account, unit: samples.unit.id, balance: 0n, seq: 1 };
    const [one, other] = [deviceOf(ana), deviceOf(person('Ben'))];
    const both = await make('agree', body, [one, other], 'both');
    expect(codeOf(await verifyRecord(both, quickVerify))).toBe('ok');
    const [first, second] = both.signatures;
    if (first === undefined || second === undefined) throw new Error('not two');
    const swapped = { ...both, signatures: [first, { ...second, signature: first.signature }] };
    expect(codeOf(await verifyRecord(swapped, quickVerify))).toBe('record-forged');
  });

  it('WAL-2 WAL-3 two signers of one deed have one record, and their signatures join in any order', async () => {
    const body = { ref: samples.transfer.id };
    const [one, other] = [
      await make('deposit', body, deviceOf(ana, 1), 'deed'),
      await make('deposit', body, deviceOf(ana, 2), 'deed'),
    ];
    expect(one.id).toBe(other.id);
    expect(joinSignatures(one, other)).toEqual(joinSignatures(other, one));
    expect(joinSignatures(one, other).signatures).toHaveLength(2);
    expect(joinSignatures(one, one)).toBe(one);
    expect(() => joinSignatures(one, samples.unit)).toThrow(TypeError);
  });

  it('WAL-3 of more signatures than an envelope holds the own stay, and those that carry weight before them', async () => {
    const strangers = Array.from({ length: MAX_SIGNATURES }, (_, place) => strayDevice(`stranger ${place}`));
    const [first, last] = [deviceOf(ana, 1), deviceOf(ana, 2)];
    const [one, other] = [
      await sealRecord(samples.deposit, first),
      await sealRecord(samples.deposit, ...strangers, last),
    ];
    const keysOf = (carries?: (signature: { key: string }) => boolean) =>
      joinSignatures(one, other, carries).signatures.map(({ key }) => key);
    expect(keysOf()).toHaveLength(MAX_SIGNATURES);
    expect(keysOf()).toContain(first.key);
    const left = other.signatures.find(({ key }) => !keysOf().includes(key))?.key;
    expect(left).toBeDefined();
    expect(keysOf(({ key }) => key === left)).toEqual(expect.arrayContaining([first.key, left]));
    const full = await sealRecord(samples.deposit, ...strangers);
    expect(joinSignatures(full, one)).toBe(full);
    expect(decodeRecord(packRecord(joinSignatures(one, other))).ok).toBe(true);
  });

  it('WAL-2 the type is part of what is hashed and signed', async () => {
    const record = await make('deposit', { ref: samples.transfer.id }, deviceOf(ana), 'same');
    const other = await make('cancel', { ref: samples.transfer.id }, deviceOf(ana), 'same');
    expect(record.id).not.toBe(other.id);
    const forged = { ...other, signatures: record.signatures };
    expect(codeOf(await verifyRecord(forged, quickVerify))).toBe('record-forged');
  });

  it('WAL-1 a transfer between accounts fits a QR code of 328 bytes', async () => {
    const { release: _, ...plain } = samples.transfer.body;
    const small = await make('transfer', plain, deviceOf(ana));
    expect(packRecord(small).length).toBeLessThanOrEqual(328);
  });
});

describe('a newer version', () => {
  it.each<[string, Record<string, unknown>]>([
    ['another version', { v: 2 }],
    ['an unknown type', { t: 'hologram' }],
    ['an unknown field', { colour: 'green' }],
    ['an unknown word', { mode: 'later' }],
  ])('WAL-7 %s is no offence', (_, change) => {
    expect(codeOf(decodeRecord(changed(samples.transfer, change)))).toBe('record-newer-version');
  });

  it('WAL-7 a type that is no name of one is malformed', () => {
    expect(codeOf(decodeRecord(changed(samples.transfer, { t: 'Hologram!' })))).toBe('record-malformed');
  });
});

describe('bodies', () => {
  const bad: readonly [keyof Samples, string, Record<string, unknown>][] = [
    ...[0, -1, 1.5, 10 ** 15, '5', null, new Uint8Array(8)].map(
      (amount): [keyof Samples, string, Record<string, unknown>] => [
        'transfer',
        `amount ${String(amount)}`,
        { amount },
      ],
    ),
    ['mint', 'amount 0', { amount: 0 }],
    ['mint', 'amount 10^15', { amount: 10 ** 15 }],
    ['overdraft', 'a negative overdraft', { max: -1 }],
    ['transfer', 'to itself', { to: undefined, from: undefined }],
    ['transfer', 'a holder of 63 bytes', { to: new Uint8Array(63) }],
    ['transfer', 'a time after the year 9999', { until: 253_402_300_800_000 }],
    ['transfer', 'a rule for a hold without one', { mode: 'now' }],
    ['transfer', 'a nonce of 15 bytes', { nonce: new Uint8Array(15) }],
    ['transfer', 'no unit', { unit: undefined }],
    ['unit', 'nine decimals', { decimals: 9 }],
    ['unit', 'an empty promise', { redeem: '' }],
    ['unit', 'a long name', { name: 'x'.repeat(65) }],
    ['unit', 'a name of two lines', { name: 'a\nb' }],
    ['unit', 'a name that turns the line', { name: 'Ana \u202eoruE' }],
    ['unit', 'a name with a mark nobody sees', { name: 'Ana\u200f' }],
    ['unit', 'a name with a zero-width space', { name: 'A\u200bna' }],
    ['unit', 'points that move', { kind: 'points' }],
    ['unit', 'an IOU that lapses', { expiresDays: 30 }],
    ['unit', 'no currency', { currency: 'ABC' }],
    ['book', 'an epoch after none', { epoch: 2 }],
    ['book', 'a clerk who witnesses itself', { clerk: undefined, witnesses: undefined }],
    ['entry', 'a lapse of nothing', { op: 'expire' }],
    ['entry', 'an amount for a hold', { amount: 5 }],
    ['entry', 'a reason for a hold', { reason: 'expired' }],
    ['entry', 'place 0', { seq: 0 }],
    ['head', 'a total with a zero before it', { issued: '007' }],
    ['head', 'a total that is a number', { issued: 7 }],
    ['request', 'lines that do not sum up', { amount: 701 }],
    ['request', 'lines without an amount', { amount: undefined }],
    ['request', 'no unit', { units: [] }],
    ['mandate', 'a payment above its period', { perPeriod: 499 }],
    ['mandate', 'an end before the start', { end: START - 1 }],
    ['settle', 'a preimage of nothing', { req: undefined }],
    ['settle', 'an amount that is no number', { railAmount: '1,5' }],
    ['net', 'one transfer', { transfers: [new Uint8Array(32)] }],
    ['net', 'one transfer twice', { transfers: [new Uint8Array(32), new Uint8Array(32)] }],
    ['packet', 'more shares than units', { total: 1 }],
    ['packet', 'more shares than members', { n: 3 }],
    ['packet', 'luck without a seed', { seedHash: undefined }],
    ['packet', 'a seed for everyone', { mode: 'everyone' }],
    ['deal', 'a first that follows another', { k: 0 }],
    ['deal', 'a later one that follows none', { prev: undefined }],
    ['freeze', 'a cut of all keys', { key: undefined }],
    ['thaw', 'of nothing', { ends: [] }],
    ['pot', 'devices that are none', { rule: { devices: [] } }],
    ['receipt', 'for nothing', { refs: [] }],
  ];

  it.each(bad)('WAL-4 WAL-6 WAL-13 %s: %s is malformed', (type, _, change) => {
    const map = must(decodeCanonical(samples[type].bytes)) as Record<string, unknown>;
    // Where a case names a field as missing that only has to equal another, it is made equal.
    const same =
      'to' in change && 'from' in change
        ? { to: map['from'], from: map['from'] }
        : 'clerk' in change
          ? { clerk: map['clerk'], witnesses: [map['clerk']] }
          : change;
    expect(codeOf(decodeRecord(changed(samples[type], same)))).toBe('record-malformed');
  });

  it('WAL-4 integers beyond 2^53 are no CBOR of ours', () => {
    const huge = Uint8Array.from([...samples.mint.bytes]);
    const at = Buffer.from(huge).indexOf(Buffer.from([0x19, 0x27, 0x10]));
    expect(at).toBeGreaterThan(0);
    const bytes = Uint8Array.from([...huge.slice(0, at), 0x1b, ...new Uint8Array(8).fill(0xff), ...huge.slice(at + 3)]);
    expect(codeOf(decodeRecord(encodeCanonical([bytes, signaturesOf(samples.mint)])))).toBe('record-malformed');
  });

  it.each(['EUR', 'USD', 'U5D', '8TC', 'BTC', 'e', 'E', 'eur', 'ABCDEFGHI', 'A-B', 'AЕ'])(
    'WAL-21 %s is no code',
    (code) => {
      expect(codeOf(decodeRecord(changed(samples.unit, { code })))).toBe('record-malformed');
    },
  );

  it.each(['LEAF', 'K9', '42', 'EURO', 'PIN', 'EURLIN'])('WAL-21 %s is one', (code) => {
    expect(codeOf(decodeRecord(changed(samples.unit, { code })))).toBe('ok');
  });

  it('WAL-1 what nobody could read is not written', () => {
    const draft = (name: string) =>
      encodeRecord({ type: 'pot', nonce: new Uint8Array(16), body: { account: ana.account, name, rule: {} } });
    expect(() => draft('Bike')).not.toThrow();
    for (const name of ['', 'x'.repeat(65), 'two\nlines', 'a\u202eb']) expect(() => draft(name)).toThrow('not a text');
  });

  it('WAL-6 joiners of scripts and emoji may stand in a name', () => {
    expect(codeOf(decodeRecord(changed(samples.unit, { name: 'می‌خواهم 👩‍🌾' })))).toBe('ok');
  });

  it('WAL-20 another issuer, code or nonce is another unit', async () => {
    const [one, other] = [person('One'), person('Other')];
    const base = await make('unit', unitBody(one), deviceOf(one), 'n');
    const ids = [
      base,
      await make('unit', { ...unitBody(one), issuer: other.account }, deviceOf(one), 'n'),
      await make('unit', unitBody(one, { code: 'LEAVES' }), deviceOf(one), 'n'),
      await make('unit', unitBody(one), deviceOf(one), 'm'),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it('WAL-13 a body that does not fit cannot be written', () => {
    const { type, nonce, body } = samples.transfer;
    for (const amount of [0n, -5n, 10n ** 15n]) {
      expect(() => encodeRecord({ type, nonce, body: { ...body, amount } })).toThrow('range');
    }
    expect(() => encodeRecord({ type, nonce, body: { ...body, to: body.from } })).toThrow('itself');
  });
});
