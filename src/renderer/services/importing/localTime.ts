import type { LocalTime } from '@domain/importing/dates.ts';

/** What a clock on the wall says, in the zone of this device (IMP-3). */
export const localTime: LocalTime = ({ year, month, day }, { hour, minute, second }) =>
  new Date(year, month - 1, day, hour, minute, second).getTime();
