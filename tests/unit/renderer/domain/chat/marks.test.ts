import { describe, expect, it } from 'vitest';
import { MAX_PINS_OF_ONE, type PinRecord, standingPins } from '@domain/chat/marks.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const pin = (by: string, at: number, change: Partial<PinRecord> = {}): PinRecord => ({
  space: idOf<SpaceId>('space'),
  message: idOf<EventId>(`message ${by} ${at}`),
  pinned: true,
  by: idOf<AccountId>(by),
  at,
  event: idOf<EventId>(`pin ${by} ${at}`),
  ...change,
});

describe('pins of a conversation', () => {
  it('CHT-28 a flood of pins pushes out its author’s own, and nobody else’s', () => {
    const old = pin('ada', 1);
    const flood = Array.from({ length: 1000 }, (_, index) => pin('mallory', 10 + index));
    const standing = standingPins([old, ...flood]);
    expect(standing).toHaveLength(MAX_PINS_OF_ONE + 1);
    expect(standing[0]).toBe(flood.at(-1));
    expect(standing.at(-1)).toBe(old);
  });

  it('CHT-28 the order in which they come tells nothing, and what was taken out takes no room', () => {
    const same = [pin('ada', 5, { event: idOf<EventId>('b') }), pin('ada', 5, { event: idOf<EventId>('a') })];
    const out = Array.from({ length: MAX_PINS_OF_ONE }, (_, index) => pin('ada', 100 + index, { pinned: false }));
    const all = [...same, ...out, pin('noor', 3)];
    const standing = standingPins(all);
    expect(standing).toHaveLength(3);
    expect(standingPins(all.toReversed())).toEqual(standing);
  });
});
