import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fieldTime,
  laterTimes,
  readFieldTime,
} from '../../../../../src/renderer/features/chats/schedule/laterTimes.ts';

const at = (hour: number, minute = 0) => new Date(2026, 4, 10, hour, minute).getTime();

describe('times to send at', () => {
  test('CHAT-UI-113 this evening is offered while it is more than an hour away', () => {
    expect(laterTimes(at(12)).map(({ id }) => id)).toEqual(['hour', 'evening', 'morning']);
    expect(laterTimes(at(19, 30)).map(({ id }) => id)).toEqual(['hour', 'morning']);
    expect(laterTimes(at(12)).at(-1)?.at).toBe(new Date(2026, 4, 11, 9).getTime());
  });

  test('CHAT-UI-113 what a field says is the same time to the minute; one that is not to come is none', () => {
    expect(readFieldTime(fieldTime(at(12, 5)), at(12))).toBe(at(12, 5));
    expect(readFieldTime(fieldTime(at(12)), at(12))).toBeNull();
    expect(readFieldTime('', at(12))).toBeNull();
    expect(readFieldTime('2026-13-40T99:99', at(12))).toBeNull();
  });

  test('CHAT-UI-113 every offered time is to come, and each after the one before it or on another day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(2001, 0, 1), max: new Date(2090, 0, 1), noInvalidDate: true }), (date) => {
        for (const time of laterTimes(date.getTime())) {
          expect(time.at).toBeGreaterThan(date.getTime());
          expect(readFieldTime(fieldTime(time.at), date.getTime() - 60_000)).not.toBeNull();
        }
      }),
    );
  });
});
