import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FOREVER, defaultPreferences } from '@domain/preference/preferences.ts';
import {
  type Registers,
  changedRegisters,
  decodeRegisters,
  encodeRegisters,
  mergedRegisters,
  preferencesOf,
} from '@domain/preference/registers.ts';

const NOTHING: Registers = new Map();

const anyRegisters: fc.Arbitrary<Registers> = fc
  .array(
    fc.tuple(
      fc.constantFrom('pinned', 'mutedUntil', 'archived', 'notify', 'later'),
      fc.nat(5),
      fc.oneof(fc.boolean(), fc.nat(3), fc.constantFrom('all', 'none'), fc.constant(null)),
    ),
    { maxLength: 6 },
  )
  .map((rows) => new Map(rows.map(([name, at, value]) => [name, { at, value }])));

const plain = (registers: Registers) => [...registers].toSorted(([one], [other]) => (one < other ? -1 : 1));

describe('choices about a chat, put together', () => {
  test('PRE-2 of each field the later choice holds, whatever the order and however often', () => {
    fc.assert(
      fc.property(anyRegisters, anyRegisters, anyRegisters, (one, other, third) => {
        const forth = mergedRegisters(mergedRegisters(one, other), third);
        const back = mergedRegisters(third, mergedRegisters(other, one));
        expect(plain(forth)).toEqual(plain(back));
        expect(plain(mergedRegisters(forth, one))).toEqual(plain(forth));
        for (const [name, { at }] of forth)
          expect(at).toBe(Math.max(...[one, other, third].map((each) => each.get(name)?.at ?? 0)));
      }),
    );
  });

  test('PRE-2 a choice is never earlier than the one it replaces, even where the clock went back', () => {
    const first = changedRegisters(NOTHING, { archived: true }, 5000);
    const second = changedRegisters(first, { archived: false }, 100);
    expect(second.get('archived')).toEqual({ at: 5001, value: false });
    expect(preferencesOf(mergedRegisters(first, second)).archived).toBe(false);
    expect(preferencesOf(mergedRegisters(second, first)).archived).toBe(false);
  });

  test('PRE-2 what is chosen again as it is changes nothing', () => {
    const wallpaper = { kind: 'pattern', pattern: 'leaves', tone: 'sage' };
    const first = changedRegisters(NOTHING, { wallpaper }, 1);
    expect(changedRegisters(first, { wallpaper: { ...wallpaper } }, 9)).toBe(first);
  });

  test('PRE-2 a field of a later version stays', () => {
    const later = new Map([['sound', { at: 7, value: 'bell' }]]);
    const kept = decodeRegisters(encodeRegisters(changedRegisters(later, { archived: true }, 9)));
    expect(kept?.get('sound')).toEqual({ at: 7, value: 'bell' });
    expect(kept === null ? null : preferencesOf(kept).archived).toBe(true);
  });
});

describe('choices about a chat, as they are kept', () => {
  test('PRE-1 a field that does not fit has its default, the others stay', () => {
    const registers = new Map([
      ['mutedUntil', { at: 1, value: FOREVER }],
      ['notify', { at: 1, value: 'loudly' }],
      ['pinned', { at: 1, value: -1 }],
    ]);
    expect(preferencesOf(registers)).toEqual({ ...defaultPreferences, mutedUntil: FOREVER });
    expect(preferencesOf(NOTHING)).toEqual(defaultPreferences);
  });

  test('PRE-3 they come back from their bytes; anything else is nothing', () => {
    const made = changedRegisters(NOTHING, { pinned: 3, archived: true, wallpaper: null }, 42);
    const read = decodeRegisters(encodeRegisters(made));
    expect(read === null ? null : plain(read)).toEqual(plain(made));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const some = decodeRegisters(bytes);
        expect(some === null || some instanceof Map).toBe(true);
      }),
    );
    expect(decodeRegisters(Uint8Array.of(0xa0))).toBeNull();
  });
});
