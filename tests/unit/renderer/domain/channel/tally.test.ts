import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import {
  MOST_COUNTED,
  type Reaction,
  type Reactions,
  allReactions,
  countSigns,
  encodeReactions,
  isSameTally,
  isSign,
  joinReactions,
  reactionsSchema,
  readerOf,
  withOwnMark,
} from '@domain/channel/tally.ts';
import { MAX_KEEP_BYTES } from '@domain/feed/kept.ts';
import { MOST_TALLIED } from '@domain/feed/tally.ts';
import * as v from 'valibot';

const NOTHING: Reactions = new Map();
const SIGNS = ['👍', '❤️', '😂'];
const nameOf = (number: number) => readerOf(new Uint8Array(32).fill(number % 256).fill(Math.floor(number / 256), 0, 2));

const reaction: fc.Arbitrary<Reaction> = fc.record({
  reader: fc.integer({ min: 0, max: 5 }).map(nameOf),
  mark: fc.option(fc.constantFrom(...SIGNS)),
  at: fc.integer({ min: 0, max: 6 }),
});

describe('what readers think, counted', () => {
  it('CHN-19 comes to the same whichever editor counts, in whatever order and however often letters came', () => {
    fc.assert(
      fc.property(fc.array(reaction, { maxLength: 40 }), fc.array(reaction, { maxLength: 40 }), (one, other) => {
        const together = allReactions(joinReactions(joinReactions(NOTHING, one), other));
        const turned = allReactions(joinReactions(joinReactions(NOTHING, other.toReversed()), one.toReversed()));
        expect(turned).toEqual(together);
        const again = joinReactions(joinReactions(NOTHING, together), one);
        expect(allReactions(again)).toEqual(together);
        const counted = countSigns(again);
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(
          together.filter(({ mark }) => mark !== null).length,
        );
      }),
    );
  });

  it('CHN-19 of one reader the newest counts, and what was taken back does not', () => {
    const [nia, omar] = [nameOf(1), nameOf(2)];
    const known = joinReactions(NOTHING, [
      { reader: nia, mark: '👍', at: 5 },
      { reader: omar, mark: '👍', at: 5 },
    ]);
    expect(countSigns(known)).toEqual([{ mark: '👍', count: 2 }]);
    expect(joinReactions(known, [{ reader: nia, mark: '❤️', at: 4 }])).toBe(known);
    const changed = joinReactions(known, [
      { reader: nia, mark: '❤️', at: 6 },
      { reader: omar, mark: null, at: 6 },
    ]);
    expect(countSigns(changed)).toEqual([{ mark: '❤️', count: 1 }]);
  });

  it('CHN-19 tells apart so many readers, the same whoever came first, and they fit what is kept', () => {
    // The longest there is: thirty-five bytes.
    const mark = '👩🏻‍❤️‍💋‍👩🏿';
    const all = Array.from({ length: MOST_COUNTED + 200 }, (_, number) => ({
      reader: nameOf(number),
      mark,
      at: 2 ** 41,
    }));
    const known = joinReactions(NOTHING, all);
    expect(known.size).toBe(MOST_COUNTED);
    expect(allReactions(joinReactions(NOTHING, all.toReversed()))).toEqual(allReactions(known));
    const bytes = encodeCanonical(encodeReactions(allReactions(known)));
    expect(bytes.length).toBeLessThanOrEqual(MAX_KEEP_BYTES);
    expect(v.parse(reactionsSchema, encodeReactions(allReactions(known)))).toEqual(allReactions(known));
  });

  it('CHN-19 a sign is one emoji and no words; of more signs those most gave are told', () => {
    for (const sign of ['👍', '❤️', '🏳️‍🌈', '👩🏻‍❤️‍💋‍👩🏿', '🇯🇴', '1️⃣']) expect(isSign(sign), sign).toBe(true);
    for (const words of ['', 'x', '1', 'buy', '👍👍', '👍 ', '\u202E👍', 'a👍', '❤'.repeat(40)])
      expect(isSign(words), words).toBe(false);
    expect(v.is(reactionsSchema, [[new Uint8Array(16), 'buy', 1]])).toBe(false);
    const flags = ['🇦🇩', '🇦🇪', '🇦🇫', '🇦🇬', '🇦🇮', '🇦🇱', '🇦🇲', '🇦🇴', '🇦🇷', '🇦🇸', '🇦🇹', '🇦🇺', '🇦🇼', '🇦🇽'];
    const many = flags.flatMap((mark, place) =>
      Array.from({ length: place + 1 }, (_, number) => ({ reader: nameOf(place * 20 + number), mark, at: 1 })),
    );
    const counted = countSigns(joinReactions(NOTHING, many));
    expect(counted).toHaveLength(MOST_TALLIED);
    expect(counted[0]).toEqual({ mark: '🇦🇽', count: 14 });
    expect(counted.map(({ mark }) => mark)).not.toContain('🇦🇩');
  });

  it('CHN-19 one sees what the editors counted with one’s own in it, once', () => {
    const counted = [
      { mark: '👍', count: 3 },
      { mark: '❤️', count: 1 },
    ];
    expect(withOwnMark(counted, { mark: '👍', counted: '👍' })).toBe(counted);
    expect(withOwnMark(counted, { mark: '👍', counted: null })[0]).toEqual({ mark: '👍', count: 4 });
    expect(withOwnMark(counted, { mark: '😂', counted: '❤️' })).toEqual([
      { mark: '👍', count: 3 },
      { mark: '😂', count: 1 },
    ]);
    expect(withOwnMark(counted, { mark: null, counted: '👍' })[0]).toEqual({ mark: '👍', count: 2 });
    expect(isSameTally(counted, counted.toReversed())).toBe(true);
    expect(isSameTally(counted, counted.slice(1))).toBe(false);
  });
});
