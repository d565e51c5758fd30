import { describe, expect, it } from 'vitest';
import { FirstPage, Gate } from '../../../../../src/main/services/mailbox/firstPage.ts';

const bundle = (id: number, length: number) => ({ box: 'b', id, bytes: new Uint8Array(length) });

describe('MBS-13 the first bundles of many mailboxes', () => {
  it('MBS-13 are what one answer holds, in whatever order they are found, and no more is held', () => {
    const first = new FirstPage(100);
    for (const id of [9, 3, 7, 1, 8, 2]) {
      if (first.takes(id)) first.add(bundle(id, 40));
      expect(first.page.bundles.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(100);
    }
    expect(first.page.bundles.map(({ id }) => id)).toEqual([1, 2]);
    expect(first.page.more).toBe(true);
    expect(first.takes(3)).toBe(false);
  });

  it('MBS-13 are one at least, and all where there are no more', () => {
    const first = new FirstPage(1);
    first.add(bundle(5, 40));
    expect(first.page).toMatchObject({ bundles: [{ id: 5 }], more: false });
    first.add(bundle(4, 40));
    expect(first.page).toMatchObject({ bundles: [{ id: 4 }], more: true });
  });

  it('MBS-13 are read a few at a time, whoever asks, and one that fails takes no turn with it', async () => {
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
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, place) => gate.run(task(place))));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(13);
    expect(most).toBe(2);
  });
});
