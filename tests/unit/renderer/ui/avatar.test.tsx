// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Avatar } from '@ui/display/Avatar.tsx';
import { avatarInitial, avatarPattern } from '@ui/display/avatarPattern.ts';
import { holdPicture, LINGERS } from '@ui/display/pictureUrls.ts';

afterEach(cleanup);

describe('generated avatar', () => {
  test('UI-1 the same account always looks the same, others seldom do', () => {
    expect(avatarPattern('abc')).toEqual(avatarPattern('abc'));
    const looks = new Set(Array.from({ length: 200 }, (_, index) => JSON.stringify(avatarPattern(`account ${index}`))));
    expect(looks.size).toBeGreaterThan(195);
  });

  test.each([
    ['leila', 'L'],
    ['  «Ana»', 'A'],
    ['يوسف', 'ي'],
    ['陈雯', '陈'],
    ['ਗੁਰਪ੍ਰੀਤ', 'ਗੁ'],
    ['👩🏽‍🌾 farm', '👩🏽‍🌾'],
    ['\u200f\u202e', ''],
    ['', ''],
  ])('UI-2 the initial of %j is the first grapheme that shows something', (name, initial) => {
    expect(avatarInitial(name)).toBe(initial);
  });

  test('UI-3 no name makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(avatarInitial(name)).toBeTypeOf('string');
      }),
    );
  });
});

describe('picture URLs', () => {
  let open: Set<string>;
  const { createObjectURL, revokeObjectURL } = URL;
  beforeEach(() => {
    open = new Set();
    let count = 0;
    URL.createObjectURL = () => {
      count += 1;
      const url = `blob:test/${count}`;
      open.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => void open.delete(url);
    vi.useFakeTimers();
    return () => {
      vi.runAllTimers();
      vi.useRealTimers();
      Object.assign(URL, { createObjectURL, revokeObjectURL });
    };
  });

  test('UI-4 equal bytes share one URL, which is freed a while after its last holder', () => {
    const first = holdPicture(Uint8Array.from([1, 2]), 'image/png');
    const second = holdPicture(Uint8Array.from([1, 2]), 'image/png');
    const other = holdPicture(Uint8Array.from([1, 3]), 'image/png');
    expect(second.url).toBe(first.url);
    expect(other.url).not.toBe(first.url);
    first.release();
    first.release();
    expect(open.has(second.url)).toBe(true);
    second.release();
    other.release();
    vi.advanceTimersByTime(LINGERS);
    expect(open.size).toBe(0);
  });

  test('UI-4 an image whose address was taken off at once still finds it, and who is drawn next shares it', () => {
    const first = holdPicture(Uint8Array.from([5]), 'image/png');
    first.release();
    expect(open.has(first.url)).toBe(true);
    const next = holdPicture(Uint8Array.from([5]), 'image/png');
    vi.advanceTimersByTime(LINGERS);
    expect(next.url).toBe(first.url);
    expect(open.has(next.url)).toBe(true);
    next.release();
  });

  test('UI-5 an avatar holds its picture for as long as it is shown', () => {
    const shown = render(
      <Avatar account="a" name="A" avatar={{ kind: 'picture', type: 'image/png', bytes: Uint8Array.from([7]) }} />,
    );
    expect(shown.container.querySelector('img')?.getAttribute('src')).toMatch(/^blob:/);
    expect(open.size).toBe(1);
    shown.unmount();
    vi.advanceTimersByTime(LINGERS);
    expect(open.size).toBe(0);
  });
});
