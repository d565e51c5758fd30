import { describe, expect, test } from 'vitest';
import { directionOf, resolveLocale } from '@i18n/locales.ts';
import { daysBetween, formatsOf, regionalLocale } from '@i18n/useFormats.ts';

const noon = new Date(2026, 10, 18, 12, 0).getTime();
const HOUR = 3_600_000;

describe('locales', () => {
  test('I18N-10 the chosen locale wins, then the system languages in order, then English', () => {
    expect(resolveLocale('ar', ['en-US'])).toBe('ar');
    expect(resolveLocale('system', ['fr-FR', 'ar-EG', 'en'])).toBe('ar');
    expect(resolveLocale('system', ['fr-FR'])).toBe('en');
    expect(resolveLocale('xx', ['ar'])).toBe('en');
  });

  test('I18N-11 Arabic is written from the right', () => {
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('en')).toBe('ltr');
  });

  test('I18N-12 formats take the region of the system when it speaks the same language', () => {
    expect(regionalLocale('en', ['de-DE', 'en-GB'])).toBe('en-GB');
    expect(regionalLocale('ar', ['en-GB'])).toBe('ar');
    expect(formatsOf('en-GB').time(noon + HOUR)).toBe('13:00');
  });
});

describe('dates', () => {
  const formats = formatsOf('en-US');

  test('I18N-13 days are calendar days, not spans of 24 hours', () => {
    const lateYesterday = new Date(2026, 10, 17, 23, 59).getTime();
    const earlyToday = new Date(2026, 10, 18, 0, 1).getTime();
    expect(daysBetween(lateYesterday, earlyToday)).toBe(1);
    expect(daysBetween(earlyToday, noon)).toBe(0);
  });

  test('I18N-14 a list shows the time today, then yesterday, the weekday, the date, and the year when it differs', () => {
    expect(formats.brief(noon - HOUR, noon)).toMatch(/11:00/);
    expect(formats.brief(noon - 24 * HOUR, noon)).toBe('Yesterday');
    expect(formats.brief(noon - 72 * HOUR, noon)).toBe('Sun');
    expect(formats.brief(new Date(2026, 2, 5).getTime(), noon)).toBe('Mar 5');
    expect(formats.brief(new Date(2024, 2, 5).getTime(), noon)).toBe('3/5/24');
  });

  test('I18N-14 a moment that lies ahead has its year where that is another one', () => {
    expect(formats.moment(new Date(2026, 10, 21, 18, 0).getTime(), noon)).toMatch(/^Sat, Nov 21, 6:00\sPM$/u);
    expect(formats.moment(new Date(2027, 10, 21, 18, 0).getTime(), noon)).toMatch(/^Sun, Nov 21, 2027, 6:00\sPM$/u);
  });

  test('I18N-15 a message from a clock that runs ahead is dated, not called a weekday of this week', () => {
    expect(formats.brief(noon + 48 * HOUR, noon)).toBe('Nov 20');
    expect(formats.day(noon + 48 * HOUR, noon)).toBe('Friday, November 20');
    expect(formats.ago(noon + HOUR, noon)).toBe('this minute');
  });

  test('I18N-16 relative times pick the largest whole unit', () => {
    expect(formats.ago(noon - 5 * 60_000, noon)).toBe('5 minutes ago');
    expect(formats.ago(noon - 3 * HOUR, noon)).toBe('3 hours ago');
    expect(formatsOf('ar').ago(noon - 2 * 24 * HOUR, noon)).toBe('أول أمس');
  });

  test('I18N-17 sizes are short and in steps of a thousand', () => {
    expect([0, 1, 25].map(formats.bytes)).toEqual(['0 bytes', '1 byte', '25 bytes']);
    expect(formats.bytes(1_400_000)).toBe('1.4 MB');
  });
});
