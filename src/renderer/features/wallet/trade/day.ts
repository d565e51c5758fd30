/** Days as a date field has them, `2026-11-21`, in the time of this place. */

/** The day of a time, ms. */
export function dayText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When a day begins, ms; null for what is no day. */
export function dayStart(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return dayText(date.getTime()) === text ? date.getTime() : null;
}

/** The last moment of a day, ms; null for what is no day. */
export function dayEnd(text: string): number | null {
  const start = dayStart(text);
  if (start === null) return null;
  const next = new Date(start);
  next.setDate(next.getDate() + 1);
  return next.getTime() - 1;
}
