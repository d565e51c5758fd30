/** What the author of a post says others think of it (FED-13). */
import * as v from 'valibot';
import { countSchema } from '@shared/schemas.ts';

/** Most signs one tally tells of. */
export const MOST_TALLIED = 12;
/** Longest sign, UTF-16 code units: one emoji, as people write them. */
export const MAX_MARK = 32;

/** How many gave each sign. */
export const signCountsSchema = v.pipe(
  v.array(
    v.strictObject({
      mark: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MARK)),
      count: v.pipe(countSchema, v.minValue(1)),
    }),
  ),
  v.maxLength(MOST_TALLIED),
  v.readonly(),
);
