import { expect, it } from 'vitest';
import { keeperOf } from '@domain/device/keeper.ts';
import type { DeviceId } from '@shared/ids.ts';

const FIRST = certificate('first', 1);

function certificate(device: string, at: number, by: object | null = null) {
  return { device: device as DeviceId, at, by };
}

function keeper(certificates: readonly (typeof FIRST)[], revoked: readonly string[] = []): string | null {
  const devices = new Map(certificates.map((one) => [one.device, one]));
  return keeperOf({ devices, revoked: new Set(revoked as DeviceId[]) });
}

it('DEV-36 the first device keeps it, whatever was linked later', () => {
  expect(keeper([certificate('linked', 9, FIRST), FIRST])).toBe('first');
});

it('DEV-36 a restored one takes over, and gives it back when it is taken out', () => {
  const restored = certificate('restored', 5);
  expect(keeper([FIRST, restored])).toBe('restored');
  expect(keeper([restored, FIRST])).toBe('restored');
  expect(keeper([FIRST, restored], ['restored'])).toBe('first');
});

it('DEV-36 of two of the same time the smaller id, in any order; nobody where none stands', () => {
  const other = certificate('a', 1);
  expect([keeper([FIRST, other]), keeper([other, FIRST])]).toEqual(['a', 'a']);
  expect(keeper([FIRST, certificate('linked', 9, FIRST)], ['first'])).toBeNull();
});
