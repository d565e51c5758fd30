import * as v from 'valibot';
import {
  accountIdSchema,
  blobIdSchema,
  countSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';

/** See `PlacedId`. */
export const placedIdSchema = v.strictObject({ space: spaceIdSchema, message: eventIdSchema, at: timeSchema });
/** See `EndingMessage`. */
export const endingSchema = v.strictObject({
  ...placedIdSchema.entries,
  ends: timeSchema,
  words: blobIdSchema,
  size: countSchema,
  author: accountIdSchema,
});
