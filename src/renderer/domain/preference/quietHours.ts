import * as v from 'valibot';
import { countSchema } from '@shared/schemas.ts';

/** Minutes of a day. */
export const DAY = 24 * 60;

const minute = v.pipe(countSchema, v.maxValue(DAY - 1));

/** Times of every day in which nothing is told, as minutes after local midnight; `from` later than `to`: over midnight. */
export const quietHoursSchema = v.strictObject({ from: minute, to: minute });
/** See {@link quietHoursSchema}. */
export type QuietHours = v.InferOutput<typeof quietHoursSchema>;

/** Whether a local time of day is among them (PRE-9): `from` is, `to` is not. Equal ends are no time at all. */
export function isQuiet({ from, to }: QuietHours, minutes: number): boolean {
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

/** Minutes after local midnight. */
export function minutesOfDay(at: number): number {
  const local = new Date(at);
  return local.getHours() * 60 + local.getMinutes();
}
