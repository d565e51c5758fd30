import { describe, expect, it } from 'vitest';
import { Gate } from '@shared/gate.ts';

describe('a gate', () => {
  it('MBS-13 lets a few through at a time, whoever asks, and one that fails takes no turn with it', async () => {
    const gate = new Gate(2);
    let running = 0;
    let most = 0;
    const task = (place: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      if (place % 3 === 0) throw new Error('away');
      return place;
    };
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, place) => gate.pass(task(place))));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(13);
    expect(most).toBe(2);
  });

  it('lets in by turns, in the order they came', async () => {
    const gate = new Gate(1);
    const leave = await gate.enter();
    const order: number[] = [];
    const waiting = [1, 2, 3].map((place) => gate.pass(() => Promise.resolve(order.push(place))));
    expect(order).toEqual([]);
    leave();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });
});
