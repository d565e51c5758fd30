import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { cleanName, displayName } from '@domain/profile/cleanName.ts';
import { MAX_AVATAR_BYTES, avatarSchema } from '@domain/profile/profile.ts';
import { codeOf, must } from '../support/devices.ts';

const clean = (text: string) => must(cleanName(text));
const INVISIBLE = /\p{Cc}|\p{Cs}|\u00ad|\u034f|\u061c|[\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff]/u;

describe('names', () => {
  it.each([
    ['spaces around', '  Alice  ', 'Alice'],
    ['spaces within', 'Alice \t\u00a0 Smith', 'Alice Smith'],
    ['more than one line', 'Alice\nSmith\r\u2028Jones', 'Alice Smith Jones'],
    ['controls', 'Al\u0000ice\u001b', 'Alice'],
    ['a decomposed accent', 'Rene\u0301', 'René'],
    ['a right-to-left override, as in a spoofed file name', 'ecila\u202etxt.exe', 'ecilatxt.exe'],
    ['bidi isolates', '\u2066Alice\u2069', 'Alice'],
    ['a zero-width space inside', 'Al\u200bice', 'Alice'],
    ['a soft hyphen', 'Al\u00adice', 'Alice'],
    ['a byte order mark', '\ufeffAlice', 'Alice'],
    ['tag characters', 'Alice\u{e0041}\u{e0042}', 'Alice'],
    ['a lone surrogate', 'Alice\ud800', 'Alice'],
    ['private use', 'Alice\ue000', 'Alice'],
    ['Hangul fillers', 'A\u3164l\u115fice\uffa0', 'Alice'],
  ])('PRF-1 cleans %s', (_, typed, shown) => {
    expect(clean(typed)).toBe(shown);
    expect(displayName(typed, 'x')).toBe(shown);
  });

  it.each([
    ['nothing', ''],
    ['only spaces', ' \u00a0\u3000\n'],
    ['only bidi controls', '\u202e\u202d\u2066\u2069\u200f\u061c'],
    ['only zero-width', '\u200b\u200c\u200d\ufeff\u2060'],
    ['only combining marks', '\u0301\u0302\u0303'],
    ['only variation selectors', '\ufe0f\ufe0e'],
    ['only fillers', '\u3164\u2800\u115f'],
  ])('PRF-2 %s is no name', (_, typed) => {
    expect(codeOf(cleanName(typed))).toBe('name-empty');
    expect(displayName(typed, 'fallback')).toBe('fallback');
  });

  it('PRF-3 takes 64 code points and not one more', () => {
    expect(clean('x'.repeat(64))).toHaveLength(64);
    expect([...clean('😀'.repeat(64))]).toHaveLength(64);
    expect(codeOf(cleanName('x'.repeat(65)))).toBe('name-too-long');
    expect(codeOf(cleanName('x'.repeat(10_000)))).toBe('name-too-long');
    expect(codeOf(cleanName('\u200b'.repeat(10_000)))).toBe('name-too-long');
  });

  it('PRF-4 a name of a peer is cut, never refused, and cut cleanly', () => {
    expect(displayName('x'.repeat(10_000), 'y')).toBe('x'.repeat(64));
    expect([...displayName('😀'.repeat(10_000), 'y')]).toHaveLength(64);
    expect(displayName(`${'x'.repeat(63)} \u202e${'y'.repeat(50)}`, 'z')).toBe('x'.repeat(63));
    expect(displayName(`${'x'.repeat(62)}👩\u200d🚀`, 'z')).toBe(`${'x'.repeat(62)}👩`);
    expect(displayName('\u200b'.repeat(4096) + 'Alice', 'fallback')).toBe('fallback');
  });

  it('PRF-4 whatever comes, what is shown is clean, short, and cleaning it again changes nothing', () => {
    const points = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 0x10ffff }),
        fc.constantFrom(0x200d, 0x200c, 0x301, 0x202e, 0xfe0f, 0x20, 0x1f469),
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(points, (codes) => {
        const shown = displayName(codes.map((code) => String.fromCodePoint(code)).join(''), 'fallback');
        expect([...shown].length).toBeLessThanOrEqual(64);
        expect(shown.trim()).not.toBe('');
        expect(INVISIBLE.test(shown)).toBe(false);
        expect(displayName(shown, 'other')).toBe(shown);
      }),
      { numRuns: 2000 },
    );
  });

  it('PRF-6 caps the marks on one letter, and keeps those that real scripts need', () => {
    const zalgo = `Z${'\u0300\u0316\u0334'.repeat(30)}algo`;
    expect([...clean(zalgo)].length).toBeLessThanOrEqual(9);
    expect(clean(zalgo)).toMatch(/algo$/);
    for (const name of ['שָׁלוֹם', 'नमस्ते', 'ສະບາຍດີ', 'བོད་', 'Nguyễn', 'ਪੰਜਾਬੀ', 'বাংলা', '9️⃣']) {
      expect(clean(name)).toBe(name.normalize('NFC'));
    }
  });

  it('PRF-7 keeps joiners where they make a letter or an emoji, and nowhere else', () => {
    for (const name of ['👩‍🚀', '👩🏽‍🚀', '❤️‍🔥', '👨‍👩‍👧‍👦', '🏳️‍🌈', 'می‌خواهم', 'क्‍ष', 'ශ්‍රී']) expect(clean(name)).toBe(name);
    for (const spoof of [
      'Al\u200dice',
      'Al\u200cice',
      'Alice\u200d',
      '\u200cAlice',
      'Al\u200d\u200dice',
      'Alice\ufe0f',
      'A\ufe00lice',
    ]) {
      expect(clean(spoof)).toBe('Alice');
    }
    expect(clean('Bob \u200d\u200c Smith')).toBe('Bob Smith');
  });
});

describe('avatars', () => {
  const picture = (length: number, type = 'image/webp') => ({ kind: 'picture', type, bytes: new Uint8Array(length) });

  it('PRF-5 is generated, or a small picture of a known type', () => {
    expect(v.is(avatarSchema, { kind: 'generated' })).toBe(true);
    expect(v.is(avatarSchema, picture(MAX_AVATAR_BYTES))).toBe(true);
    expect(v.is(avatarSchema, picture(MAX_AVATAR_BYTES + 1))).toBe(false);
    expect(v.is(avatarSchema, picture(10, 'image/svg+xml'))).toBe(false);
    expect(v.is(avatarSchema, { ...picture(10), url: 'https://x' })).toBe(false);
    expect(v.is(avatarSchema, { kind: 'picture', type: 'image/png', bytes: [1, 2] })).toBe(false);
  });
});
