/** Small records a feed keeps on this device beside what was said. */
import * as v from 'valibot';
import { bytesUpTo, eventIdSchema, timeSchema } from '@shared/schemas.ts';

/** Longest kind of a {@link FeedKeep}. */
export const MAX_KEEP_KIND = 32;
/** Longest id of a {@link FeedKeep}. */
export const MAX_KEEP_ID = 128;
/** Largest {@link FeedKeep}, bytes. */
export const MAX_KEEP_BYTES = 64 * 1024;

/** Kinds that begin so are made again from what is kept elsewhere: the journal does not hear of them. */
export const DERIVED_KEEP = 'derived.';

/** A record of circles, passes, channels, pens or follows: whoever knows its kind parses its bytes. */
export const feedKeepSchema = v.strictObject({
  kind: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_KEEP_KIND)),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_KEEP_ID)),
  bytes: bytesUpTo(MAX_KEEP_BYTES),
  /** When it was kept, ms. */
  at: timeSchema,
});
/** See {@link feedKeepSchema}. */
export type FeedKeep = v.InferOutput<typeof feedKeepSchema>;

/** What the person did with a post on this device; no post is needed for it. */
export const feedMarkSchema = v.strictObject({
  post: eventIdSchema,
  hidden: v.boolean(),
  /** When it was put by for later, ms; null: it is not. */
  saved: v.nullable(timeSchema),
  /** When it was first looked at, ms; null: not yet. */
  seen: v.nullable(timeSchema),
});
/** See {@link feedMarkSchema}. */
export type FeedMark = v.InferOutput<typeof feedMarkSchema>;
