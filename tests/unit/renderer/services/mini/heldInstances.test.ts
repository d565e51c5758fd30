/** Instances that nobody opens before something is done with them. Rules: PRG-26 in services/mini/SPEC.md. */
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { HeldInstances } from '@services/mini/heldInstances.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

/** An act that ends when it is told to. */
function act() {
  let end: () => void = () => undefined;
  let fail: () => void = () => undefined;
  const acting = new Promise<string>((resolve, reject) => {
    end = () => resolve('done');
    fail = () => reject(new Error('asked to fail'));
  });
  return { begin: () => acting, end: () => end(), fail: () => fail() };
}

/** Lets everything that is settled be heard of. */
const heard = () => new Promise((resolve) => setTimeout(resolve));

describe('a held instance', () => {
  const instance = idOf<EventId>('card');

  it.each([
    ['first', 0],
    ['last', 1],
  ])(
    'PRG-26 is held until all acts on it have ended, also where the one that began %s ends before',
    async (_, before) => {
      const held = new HeldInstances();
      const acts = [act(), act()];
      const doing = acts.map(({ begin }) => held.during(instance, begin));
      let isOver = false;
      void held.over(instance).then(() => (isOver = true));
      acts[before]?.end();
      await heard();
      expect([held.has(instance), isOver]).toEqual([true, false]);
      acts[1 - before]?.end();
      expect(await Promise.all(doing)).toEqual(['done', 'done']);
      await heard();
      expect([held.has(instance), isOver]).toEqual([false, true]);
    },
  );

  it('PRG-26 is let go of where an act fails, whose caller hears of it', async () => {
    const held = new HeldInstances();
    const { begin, fail } = act();
    const doing = held.during(instance, begin);
    fail();
    await expect(doing).rejects.toThrow('asked to fail');
    await held.over(instance);
    expect(held.has(instance)).toBe(false);
  });
});
