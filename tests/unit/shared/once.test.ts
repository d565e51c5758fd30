import { describe, expect, it } from 'vitest';
import { once } from '@shared/once.ts';

describe('what is done once', () => {
  it('is done when it is first asked for, and once for all who ask', async () => {
    let times = 0;
    const ask = once(() => Promise.resolve((times += 1)));
    expect(times).toBe(0);
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    expect(await ask()).toBe(1);
  });

  it('fails for all who asked, and is done again when it is asked for again', async () => {
    let times = 0;
    const ask = once(() => ((times += 1) === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve(times)));
    expect((await Promise.allSettled([ask(), ask()])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask()).toBe(2);
  });
});
