import * as v from 'valibot';
import { expect, it } from 'vitest';
import { fromProgramSchema, realtimeBytesOf } from '@shared/mini/bridge.ts';
import { MAX_REALTIME_BYTES } from '@shared/mini/bridgeLimits.ts';

const type = 'realtime.send';
const bytes = Uint8Array.of(1, 2);

it('MPH-14 what is taken for a realtime message ahead of the schema is exactly what the schema takes for one', () => {
  const said: readonly unknown[] = [
    { type, bytes },
    { type, bytes: new Uint8Array() },
    { type, bytes: new Uint8Array(MAX_REALTIME_BYTES) },
    { type, bytes: new Uint8Array(MAX_REALTIME_BYTES + 1) },
    { type, bytes, more: 1 },
    { type, bytes: [1, 2] },
    { type, bytes: new ArrayBuffer(2) },
    { type, bytes: new Uint16Array(2) },
    { type, bytes: null },
    { type },
    { bytes },
    { type: 'realtime.join' },
    { type: 'realtime.join', bytes },
    { type: [type], bytes },
    [type, bytes],
    bytes,
    type,
    null,
    undefined,
    7,
  ];
  for (const message of said) {
    const parsed = v.safeParse(fromProgramSchema, message);
    const expected = parsed.success && parsed.output.type === type ? parsed.output.bytes : null;
    expect(realtimeBytesOf(message)).toBe(expected);
  }
  expect(said.filter((message) => realtimeBytesOf(message) !== null)).toHaveLength(3);
});
