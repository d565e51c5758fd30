import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPreferences } from '../../../../../src/renderer/domain/preference/preferences.ts';
import { blockKeeper, type Listed, type RowBlock } from '../../../../../src/renderer/features/chats/list/rowBlocks.ts';
import { spaceOf } from '../../../../support/web/renderScreen.tsx';

const row = (number: number, pinned: number | null = null): Listed => ({
  space: spaceOf(`person-${number}`),
  preferences: { ...defaultPreferences, pinned },
});

const rowsUpTo = (count: number) => Array.from({ length: count }, (_, number) => row(number));

/** The key of the block in which each row is. */
const homes = (blocks: readonly RowBlock<Listed>[]) =>
  new Map(blocks.flatMap(({ key, conversations }) => conversations.map(({ space }) => [space, key] as const)));

const inOrder = (blocks: readonly RowBlock<Listed>[]) => blocks.flatMap(({ conversations }) => conversations);

describe('blocks of rows', () => {
  test('CHAT-UI-196 whatever comes, goes and moves, the rows stand in their order, in few blocks that differ', () => {
    const rows = rowsUpTo(60);
    const orders = fc.array(fc.shuffledSubarray(rows), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(orders, fc.nat(12), (steps, pinned) => {
        const divide = blockKeeper<Listed>();
        for (const step of steps) {
          const shown = step.map((one, place) =>
            place < pinned ? { ...one, preferences: { ...one.preferences, pinned: place } } : one,
          );
          const blocks = divide(shown);
          expect(inOrder(blocks)).toEqual(shown);
          expect(new Set(blocks.map(({ key }) => key)).size).toBe(blocks.length);
          expect(blocks.length).toBeLessThanOrEqual(2 * Math.ceil(shown.length / 10) + 2);
          expect(blocks.every(({ conversations }) => conversations.length > 0)).toBe(true);
          const top = new Set(shown.slice(0, pinned).map(({ space }) => homes(blocks).get(space)));
          expect(top.size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('CHAT-UI-196 when one chat moves, the others stay in their blocks', () => {
    const rows = rowsUpTo(200);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(199), fc.nat(199)), { minLength: 1, maxLength: 12 }), (moves) => {
        const divide = blockKeeper<Listed>();
        let shown: readonly Listed[] = rows;
        let before = homes(divide(shown));
        for (const [from, to] of moves) {
          const moved = shown[from] ?? row(0);
          shown = shown.toSpliced(from, 1).toSpliced(to, 0, moved);
          const after = homes(divide(shown));
          const gone = rows.filter(({ space }) => space !== moved.space && after.get(space) !== before.get(space));
          // Of two that changed places over the edge of a block, either may be the one that moved.
          expect(gone.length).toBeLessThanOrEqual(1);
          before = after;
        }
      }),
    );
  });

  test('CHAT-UI-196 what did not change is the same object, so that it is not rendered again', () => {
    const rows = rowsUpTo(50);
    const divide = blockKeeper<Listed>();
    const first = divide(rows);
    const again = divide([...rows]);
    expect(again.map((block, place) => block === first[place])).toEqual([true, true, true, true, true]);
    const changed = divide(rows.with(24, { ...row(24) }));
    expect(changed.map((block, place) => block === first[place])).toEqual([true, true, false, true, true]);
  });

  test('CHAT-UI-196 a block that many came into is divided', () => {
    const divide = blockKeeper<Listed>();
    divide(rowsUpTo(10));
    const grown = divide(rowsUpTo(40));
    expect(grown.map(({ conversations }) => conversations.length)).toEqual([10, 10, 10, 10]);
  });
});
