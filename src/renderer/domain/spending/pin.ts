import * as v from 'valibot';

const PIN = /^[0-9]{4,12}$/;

/** Whether a text can be a payment PIN: four to twelve digits. */
export function isPin(text: string): boolean {
  return PIN.test(text);
}

/** Wrong tries in a row, and when the last one began, ms. */
export interface PinTries {
  readonly wrong: number;
  readonly last: number;
}

const triesSchema: v.GenericSchema<unknown, PinTries> = v.strictObject({
  wrong: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  last: v.number(),
});

/** Reads kept tries. */
export function readPinTries(value: unknown): PinTries {
  const read = v.safeParse(triesSchema, value);
  return read.success ? read.output : { wrong: 0, last: 0 };
}

/** Tries that cost nothing but the time of the hash. */
const FREE_TRIES = 3;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 3_600_000;

/** When the next try may be made, ms: at once for the first, then half a minute, doubled up to an hour. By the wall clock: who sets that forward waits for nothing. */
export function nextTryAt({ wrong, last }: PinTries): number {
  if (wrong < FREE_TRIES) return 0;
  return last + Math.min(FIRST_WAIT * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT);
}
