import { useIntl } from 'react-intl';

/** Dates, numbers and lists in the app's locale. */
export interface Formats {
  readonly number: (value: number) => string;
  /** "14:05" */
  readonly time: (at: number) => string;
  /** "Saturday, 21 November 2026 at 14:05" */
  readonly full: (at: number) => string;
  /** "21 November 2026" */
  readonly date: (at: number) => string;
  /** A day heading: "today", "yesterday", a weekday, or a date. */
  readonly day: (at: number, now: number) => string;
  /** For a list: time today, else yesterday, weekday, or a short date. */
  readonly brief: (at: number, now: number) => string;
  /** "Sat, Nov 21, 6:00 PM", with its year where it is not this one. */
  readonly moment: (at: number, now?: number) => string;
  /** "5 minutes ago" */
  readonly ago: (at: number, now: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** "1.4 MB" */
  readonly bytes: (count: number) => string;
}

const DAY = 86_400_000;

function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** Whole calendar days from `at` to `now`; rounded, since a day of a clock change has 23 or 25 hours. */
export function daysBetween(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY);
}

const AGO_STEPS = [
  ['day', DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** The locale with the system's region, if the system speaks the same language: en-GB says 14:05, en-US 2:05 PM. */
export function regionalLocale(locale: string, system: readonly string[]): string {
  return system.find((tag) => tag === locale || tag.startsWith(`${locale}-`)) ?? locale;
}

/** Builds the formats of a locale. */
export function formatsOf(locale: string): Formats {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const numeric = new Intl.DateTimeFormat(locale, { dateStyle: 'short' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
  const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const dayAndMonth = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const dayParts = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
  const moment = new Intl.DateTimeFormat(locale, dayParts);
  const farMoment = new Intl.DateTimeFormat(locale, { ...dayParts, year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });

  const isSameYear = (at: number, now: number) => new Date(at).getFullYear() === new Date(now).getFullYear();
  return {
    number: (value) => number.format(value),
    time: (at) => time.format(at),
    full: (at) => full.format(at),
    date: (at) => date.format(at),
    day: (at, now) => {
      const days = daysBetween(at, now);
      if (days === 0 || days === 1) return capitalise(relative.format(-days, 'day'), locale);
      if (days > 1 && days < 7) return weekday.format(at);
      return isSameYear(at, now) ? dayAndMonth.format(at) : date.format(at);
    },
    brief: (at, now) => {
      const days = daysBetween(at, now);
      if (days === 0) return time.format(at);
      if (days === 1) return capitalise(relative.format(-1, 'day'), locale);
      if (days > 1 && days < 7) return shortWeekday.format(at);
      return isSameYear(at, now) ? short.format(at) : numeric.format(at);
    },
    moment: (at, now = Date.now()) => (isSameYear(at, now) ? moment : farMoment).format(at),
    ago: (at, now) => {
      const passed = Math.max(0, now - at);
      for (const [unit, size] of AGO_STEPS) {
        if (passed >= size) return relative.format(-Math.floor(passed / size), unit);
      }
      return relative.format(0, 'minute');
    },
    list: (items) => list.format(items),
    bytes: (count) => formatBytes(count, locale),
  };
}

function capitalise(text: string, locale: string): string {
  const first = text.charAt(0);
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function formatBytes(count: number, locale: string): string {
  let value = count;
  let step = 0;
  while (value >= 1000 && step < UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  const unit = UNITS[step] ?? 'byte';
  // English alone among the short forms has no plural for bytes.
  const unitDisplay = step === 0 ? 'long' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
}

/** Formats are made once for each locale: eleven `Intl` objects in every row of a list would cost more than the row. */
const made = new Map<string, Formats>();

/** The formats of the current locale. */
export function useFormats(): Formats {
  const { locale } = useIntl();
  const regional = regionalLocale(locale, navigator.languages);
  const known = made.get(regional);
  if (known !== undefined) return known;
  const formats = formatsOf(regional);
  made.set(regional, formats);
  return formats;
}
