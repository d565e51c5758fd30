import * as v from 'valibot';
import { expect, test } from 'vitest';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';

const schema = v.strictObject({ v: v.literal(1), names: v.array(v.string()) });

test('COD-2 bytes are read in the form of a schema, and anything else is null', () => {
  const value = { v: 1 as const, names: ['ada', 'bob'] };
  const bytes = encodeCanonical(value);
  expect(readCanonical(schema, bytes)).toEqual(value);
  expect(readCanonical(schema, encodeCanonical({ ...value, v: 2 }))).toBeNull();
  expect(readCanonical(schema, Uint8Array.of(...bytes, 0))).toBeNull();
  expect(readCanonical(schema, bytes.subarray(1))).toBeNull();
});

test('COD-2 what holds more parts than may be is null', () => {
  const bytes = encodeCanonical({ v: 1, names: ['ada', 'bob'] });
  expect(readCanonical(schema, bytes, 7)).not.toBeNull();
  expect(readCanonical(schema, bytes, 6)).toBeNull();
});
