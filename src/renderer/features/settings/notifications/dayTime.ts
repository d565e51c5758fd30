import { DAY } from '@domain/preference/quietHours.ts';

/** "07:30", as fields for times have it. */
export function timeText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The way back; null for no time. */
export function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/u.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return Number.isInteger(total) && total < DAY ? total : null;
}
