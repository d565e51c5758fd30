import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, equalBytes, joinBytes, tagged, taggedHash } from '@domain/codec/bytes.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { packSigned, signValue, unpackSigned, verifySigned } from '@domain/codec/signed.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { makeDevice, must } from '../support/devices.ts';

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed());
const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    text,
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

describe('canonical CBOR', () => {
  it('COD-1 gives back what went in, in one form', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const bytes = encodeCanonical(value);
        expect(must(decodeCanonical(bytes))).toEqual(value);
        expect(encodeCanonical(must(decodeCanonical(bytes)))).toEqual(bytes);
      }),
    );
  });

  it('COD-1 orders map keys by their encoded bytes, as RFC 8949 §4.2.1 says', () => {
    expect(hexOf(encodeCanonical({ bb: 1, a: 2, c: 3 }))).toBe('a361610261630362626201');
    expect(encodeCanonical({ c: 3, a: 2, bb: 1 })).toEqual(encodeCanonical({ bb: 1, a: 2, c: 3 }));
  });

  it.each([
    ['an integer in more bytes than it needs', '1801'],
    ['a length in more bytes than it needs', '5801ff'],
    ['an indefinite array', '9f01ff'],
    ['an indefinite string', '7f6161ff'],
    ['map keys out of order', 'a2616201616101'],
    ['a key twice', 'a2616101616102'],
    ['a whole number as a float', 'fb3ff0000000000000'],
    ['undefined', 'f7'],
    ['NaN', 'f97e00'],
    ['infinity', 'f97c00'],
    ['a tag', 'c000'],
    ['bytes after the end', '0101'],
    ['nothing', ''],
    ['a string that is not UTF-8', '61ff'],
    ['a map with a number as key', 'a10101'],
  ])('COD-2 refuses %s', (_, hex) => {
    expect(decodeCanonical(fromHex(hex)).ok).toBe(false);
  });

  it('COD-2 a key named __proto__ is a key like others, and nobody inherits from it', () => {
    const value = must(decodeCanonical(fromHex('a1695f5f70726f746f5f5fa1616101')));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Reflect.get(Object(value), 'a')).toBeUndefined();
  });

  it('COD-2 never throws on random bytes, and takes only what is its own encoding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const decoded = decodeCanonical(bytes);
        if (decoded.ok) expect(encodeCanonical(decoded.value)).toEqual(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('COD-2 survives arrays within arrays, a megabyte deep', () => {
    const deep = new Uint8Array(1024 * 1024).fill(0x81);
    deep[deep.length - 1] = 0;
    expect(typeof decodeCanonical(deep).ok).toBe('boolean');
  });

  it('COD-2 takes 64 containers within each other, lists or maps, and not one more', () => {
    const nested = (depth: number, within: (value: unknown) => unknown) => {
      let value: unknown = 0;
      for (let level = 0; level < depth; level += 1) value = within(value);
      return encodeCanonical(value);
    };
    for (const within of [(value: unknown) => [1, value, 2], (value: unknown) => ({ a: [], k: value })]) {
      expect(decodeCanonical(nested(64, within)).ok).toBe(true);
      expect(decodeCanonical(nested(65, within))).toMatchObject({ error: { message: 'nested too deep' } });
    }
    // Side by side is not within each other.
    const wide = encodeCanonical(Array.from({ length: 200 }, (_, n) => [n, { k: [] }]));
    expect(decodeCanonical(wide).ok).toBe(true);
  });

  it('COD-2 survives a length that promises more than there is', () => {
    expect(decodeCanonical(fromHex('9b0000000100000000')).ok).toBe(false);
    expect(decodeCanonical(fromHex('5b0000000100000000')).ok).toBe(false);
  });
});

describe('tags', () => {
  it('COD-3 no two of tag, label and bytes give the same tagged bytes', () => {
    expect(hexOf(tagged('t', 'l', Uint8Array.of(1)))).toBe('74006c0001');
    expect(taggedHash('a', 'b', Uint8Array.of())).not.toEqual(taggedHash('a', 'c', Uint8Array.of()));
    expect(taggedHash('ab', '', Uint8Array.of())).not.toEqual(taggedHash('a', 'b', Uint8Array.of()));
  });

  it('COD-4 a signature holds for its purpose, its bytes and its key alone', async () => {
    const [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
    const signed = await signValue('greeting', { text: 'hello' }, (bytes) => alice.keys.sign(bytes));
    const by = { key: alice.keys.public.signing, verify };
    expect(await verifySigned('greeting', signed, by)).toBe(true);
    expect(await verifySigned('other', signed, by)).toBe(false);
    expect(await verifySigned('greeting', { ...signed, bytes: encodeCanonical({ text: 'hallo' }) }, by)).toBe(false);
    expect(await verifySigned('greeting', signed, { key: bob.keys.public.signing, verify })).toBe(false);
  });

  it('COD-5 packs into a pair and reads back; nothing else is read', () => {
    const signed = { bytes: Uint8Array.of(1, 2), signature: new Uint8Array(64).fill(9) };
    expect(must(unpackSigned(packSigned(signed)))).toEqual(signed);
    for (const wrong of [
      encode([signed.bytes]),
      encode([signed.bytes, new Uint8Array(63)]),
      encode(['text', signed.signature]),
      encode([signed.bytes, signed.signature, 1]),
      encode({ bytes: signed.bytes, signature: signed.signature }),
      new Uint8Array(),
    ]) {
      expect(unpackSigned(wrong)).toMatchObject({ ok: false, error: { code: 'not-signed-bytes' } });
    }
  });
});

describe('bytes', () => {
  it('COD-6 compare as unsigned numbers, the shorter first', () => {
    const bytes = fc.uint8Array({ maxLength: 6 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const byHex = hexOf(a) === hexOf(b) ? 0 : hexOf(a) < hexOf(b) ? -1 : 1;
        expect(Math.sign(compareBytes(a, b))).toBe(byHex);
        expect(equalBytes(a, b)).toBe(byHex === 0);
        expect(hexOf(joinBytes(a, b))).toBe(hexOf(a) + hexOf(b));
      }),
    );
  });
});
