/** Small records about messages that this device keeps, and its journal with it: each with a time, so that several devices of a person can agree. */
import * as v from 'valibot';
import { deviceIdSchema, eventIdSchema, spaceIdSchema, timeSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { messageExtrasSchema } from './extras.ts';
import { MAX_MESSAGE_LENGTH } from './message.ts';

/** Kinds of these records among the small ones of the store. */
export const MessageKeep = { favourite: 'chat.favourite', schedule: 'chat.schedule' } as const;

/** A message put by for later, or not any more. Kept by the message's id. */
export const favouriteSchema = v.strictObject({
  space: spaceIdSchema,
  /** Place of the message. */
  place: timeSchema,
  on: v.boolean(),
  /** When it was put by, or let go, ms. */
  at: timeSchema,
});
/** See {@link favouriteSchema}. */
export type FavouriteRecord = v.InferOutput<typeof favouriteSchema>;

/** Words to be said later. */
export const scheduleSchema = v.strictObject({
  space: spaceIdSchema,
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MESSAGE_LENGTH)),
  extras: v.strictObject({
    reply: v.exactOptional(eventIdSchema),
    mentions: v.exactOptional(v.unwrap(messageExtrasSchema.entries.mentions)),
  }),
  dueAt: timeSchema,
  /** Why it was not said when it was time. */
  error: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  /** Set right before it is said: place in the own chain after which it stands, if it was. */
  saying: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(-1))),
  at: timeSchema,
  /** The own device that says it, no other does; absent: the one it was written on, before there could be several. */
  by: v.exactOptional(deviceIdSchema),
});
/** See {@link scheduleSchema}. */
export type ScheduleRecord = v.InferOutput<typeof scheduleSchema>;

/** A record as it is kept. */
export function keptBytes(record: FavouriteRecord | ScheduleRecord): Uint8Array {
  return encodeCanonical(record);
}
