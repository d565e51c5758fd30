import { describe, expect, it } from 'vitest';
import { FirstPage } from '../../../../../src/main/services/mailbox/firstPage.ts';

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
});
