import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** As `toEqual`, for properties that compare large maps very often: that is asked only where something differs, to say what. */
export function expectSame<Value>(found: Value, wanted: Value): void {
  if (!isDeepStrictEqual(found, wanted)) expect(found).toEqual(wanted);
}
