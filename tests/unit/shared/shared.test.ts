import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { accountId, deviceId, eventId, isIdText, spaceId } from '@shared/ids.ts';
import { err, fail, ok } from '@shared/result.ts';
import {
  accountIdSchema,
  bytesOf,
  bytesUpTo,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';

describe('base64url', () => {
  it('SHR-1 goes both ways, as the platform does it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64url(text)).toEqual({ ok: true, value: bytes });
      }),
    );
  });

  it('SHR-1 each text stands for one byte string: nothing else is read', () => {
    for (const text of ['A', 'AAAAA', 'A=', 'AA==', 'A+', 'A/', 'A A', 'AB', 'AAB', '\u0100A', '😀']) {
      expect(fromBase64url(text), text).toMatchObject({ ok: false, error: { code: 'invalid-base64url' } });
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const read = fromBase64url(text);
        if (read.ok) expect(toBase64url(read.value)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('ids', () => {
  const text = toBase64url(new Uint8Array(32).fill(200));

  it('SHR-2 are 32 bytes in canonical base64url', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(isIdText(toBase64url(bytes))).toBe(true);
      }),
    );
    for (const wrong of [
      '',
      text.slice(1),
      `${text}A`,
      `${text.slice(0, 42)}B`,
      `${text.slice(0, 42)}=`,
      `${text}\n`,
    ]) {
      expect(isIdText(wrong), wrong).toBe(false);
    }
  });

  it('SHR-2 are branded by their constructors and schemas alone', () => {
    for (const make of [accountId, deviceId, spaceId, eventId]) {
      expect(make(text)).toEqual({ ok: true, value: text });
      expect(make('x')).toMatchObject({ ok: false, error: { code: 'invalid-id' } });
    }
    for (const schema of [accountIdSchema, deviceIdSchema, spaceIdSchema, eventIdSchema]) {
      expect(v.is(schema, text)).toBe(true);
      for (const wrong of ['x', 1, null, new Uint8Array(32)]) expect(v.is(schema, wrong)).toBe(false);
    }
  });
});

describe('schemas and results', () => {
  it('SHR-3 bytes by exact and by greatest length', () => {
    expect(v.is(bytesOf(2), new Uint8Array(2))).toBe(true);
    expect(v.is(bytesOf(2), new Uint8Array(3))).toBe(false);
    expect(v.is(bytesUpTo(2), new Uint8Array())).toBe(true);
    expect(v.is(bytesUpTo(2), new Uint8Array(3))).toBe(false);
    expect(v.is(bytesUpTo(2), [1, 2])).toBe(false);
  });

  it('SHR-3 times and counts are whole, safe, and not negative', () => {
    for (const schema of [timeSchema, countSchema]) {
      for (const good of [0, 1, Number.MAX_SAFE_INTEGER]) expect(v.is(schema, good)).toBe(true);
      for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '1', 1n])
        expect(v.is(schema, wrong)).toBe(false);
    }
  });

  it('SHR-4 a result is a value or a failure', () => {
    expect(ok()).toEqual({ ok: true, value: undefined });
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    expect(err('x')).toEqual({ ok: false, error: 'x' });
    expect(fail('code', 'why')).toEqual({ ok: false, error: { code: 'code', message: 'why' } });
  });
});
