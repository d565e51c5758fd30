const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
/** Longest place. */
const LONGEST = 200;

/** A place in a list, as a fraction after the point: it never ends with a zero, so that there is room before it. */
export function asPlace(value: unknown): string | null {
  return typeof value === 'string' && value.length <= LONGEST && /^[0-9a-z]*[1-9a-z]$/.test(value) ? value : null;
}

/** A place between two, or at an end where there is none: two people who put things into one gap both keep theirs. */
export function placeBetween(low: string | null, high: string | null): string {
  let limit = high;
  let place = '';
  for (let at = 0; ; at += 1) {
    const from = Math.max(0, DIGITS.indexOf(low?.[at] ?? '0'));
    const to = limit !== null && at < limit.length ? DIGITS.indexOf(limit[at] ?? '0') : BASE;
    if (to - from > 1) return place + DIGITS.charAt(Math.floor((from + to) / 2));
    place += DIGITS.charAt(from);
    if (to > from) limit = null;
  }
}
