/** A time to send something, offered. */
export interface LaterTime {
  readonly id: 'hour' | 'evening' | 'morning';
  /** ms. */
  readonly at: number;
}

const HOUR = 3_600_000;
/** Soonest that something can be put off to, ms from now. */
export const SOONEST = 60_000;

/** Times one often means, by the clock of this device: in an hour, this evening while it is still to come, tomorrow morning. */
export function laterTimes(now: number): readonly LaterTime[] {
  const evening = new Date(now);
  evening.setHours(20, 0, 0, 0);
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(9, 0, 0, 0);
  const times: LaterTime[] = [{ id: 'hour', at: now + HOUR }];
  if (evening.getTime() > now + HOUR) times.push({ id: 'evening', at: evening.getTime() });
  times.push({ id: 'morning', at: morning.getTime() });
  return times;
}

/** A time as a field for day and time has it, to the minute, by the clock of this device. */
export function fieldTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time a field says; null for none, or one that is not to come. */
export function readFieldTime(text: string, now: number): number | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) || at < now + SOONEST ? null : at;
}
