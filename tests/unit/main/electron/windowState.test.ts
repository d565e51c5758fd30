import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIN_WINDOW_SIZE, createWindowStateStore, fitToDisplays } from '../../../../src/main/windows/windowState.ts';

const screenOne = { x: 0, y: 0, width: 1920, height: 1040 };
const screenTwo = { x: 1920, y: -200, width: 2560, height: 1400 };
const kept = { x: 100, y: 80, width: 1000, height: 700, isMaximized: false };

describe('the place of the window', () => {
  test('WIN-4 is kept where it was, on any screen', () => {
    expect(fitToDisplays(kept, [screenOne])).toEqual({ x: 100, y: 80, width: 1000, height: 700 });
    const onTwo = { ...kept, x: 2400, y: -100 };
    expect(fitToDisplays(onTwo, [screenOne, screenTwo])).toEqual({ x: 2400, y: -100, width: 1000, height: 700 });
  });

  test('WIN-4 comes back to the first screen when its own is gone', () => {
    const bounds = fitToDisplays({ ...kept, x: 2400 }, [screenOne]);
    expect(bounds).toEqual({ x: 370, y: 140, width: 1180, height: 760 });
  });

  test('WIN-4 is centred when there is none, or its top edge is out of reach', () => {
    const centred = { x: 370, y: 140, width: 1180, height: 760 };
    expect(fitToDisplays(null, [screenOne])).toEqual(centred);
    expect(fitToDisplays({ ...kept, y: -600 }, [screenOne])).toEqual(centred);
    expect(fitToDisplays({ ...kept, x: -950 }, [screenOne])).toEqual(centred);
  });

  test('WIN-4 is cut to the screen, and never below the smallest size', () => {
    expect(fitToDisplays({ ...kept, width: 9000, height: 9000 }, [screenOne])).toMatchObject({
      width: 1920,
      height: 1040,
    });
    expect(fitToDisplays({ ...kept, width: 10, height: -5000 }, [screenOne])).toMatchObject(MIN_WINDOW_SIZE);
    expect(fitToDisplays(null, [{ x: 0, y: 0, width: 640, height: 400 }])).toMatchObject({
      x: 0,
      y: 0,
      ...MIN_WINDOW_SIZE,
    });
    expect(fitToDisplays(kept, [])).toMatchObject({ width: 1180, height: 760 });
  });

  test('WIN-4 any kept place gives a window one can take hold of', () => {
    const number = fc.integer({ min: -100_000, max: 100_000 });
    const state = fc.record({ x: number, y: number, width: number, height: number, isMaximized: fc.boolean() });
    fc.assert(
      fc.property(state, (any) => {
        const bounds = fitToDisplays(any, [screenOne, screenTwo]);
        const isOnAScreen = [screenOne, screenTwo].some(
          (area) =>
            Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x) >= 120 &&
            bounds.y >= area.y &&
            bounds.y + 32 <= area.y + area.height,
        );
        return isOnAScreen && bounds.width >= MIN_WINDOW_SIZE.width && bounds.height >= MIN_WINDOW_SIZE.height;
      }),
    );
  });
});

describe('the file it is kept in', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banyan-window-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const failures: unknown[] = [];
  const store = (file: string) => createWindowStateStore(file, (cause) => failures.push(cause));

  test('WIN-4 gives back what was remembered last', async () => {
    const file = join(folder, 'deep', 'window.json');
    const first = store(file);
    first.remember({ ...kept, x: 1 });
    first.remember({ ...kept, x: 2, isMaximized: true });
    await first.flush();
    expect(await store(file).read()).toEqual({ ...kept, x: 2, isMaximized: true });
    expect(failures).toEqual([]);
  });

  test.each([
    ['not JSON', '{"x":'],
    ['nothing', ''],
    ['an array', '[]'],
    ['a missing field', '{"x":1,"y":1,"width":900,"height":600}'],
    ['fractions', '{"x":1.5,"y":1,"width":900,"height":600,"isMaximized":false}'],
    ['endless numbers', '{"x":1e300,"y":1,"width":900,"height":600,"isMaximized":false}'],
    ['text', '{"x":"1","y":1,"width":900,"height":600,"isMaximized":false}'],
  ])('WIN-4 a file with %s is as good as none', async (_what, text) => {
    const file = join(folder, 'window.json');
    await writeFile(file, text);
    expect(await store(file).read()).toBeNull();
  });

  test('WIN-4 a place that cannot be written is reported and loses nothing else', async () => {
    const file = join(folder, 'window.json');
    await writeFile(file, 'old');
    const blocked = store(join(file, 'window.json'));
    blocked.remember(kept);
    await blocked.flush();
    expect(failures).toHaveLength(1);
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});
