/** What is said about a post after it was made: by its author, and by who reads it. */
import * as v from 'valibot';
import type { EventId } from '@shared/ids.ts';
import {
  accountIdSchema,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { postBodySchema } from './post.ts';
import { MAX_MARK, signCountsSchema } from './tally.ts';

/** Longest remark, UTF-16 code units. */
export const MAX_REMARK = 2000;
/** Longest name under which a channel shows somebody's remark. */
export const MAX_REMARK_NAME = 64;

/**
 * Each is an act of its own, so that the order in which they come does not matter: `foldPost` says what they come to.
 * `edit`, `delete`, `hush` (a remark is to be seen no more) are the post's author's; `unremark` is the remark's.
 */
export const saidSchema = v.variant('act', [
  v.strictObject({ act: v.literal('edit'), body: postBodySchema }),
  v.strictObject({ act: v.literal('delete') }),
  v.strictObject({ act: v.literal('hush'), remark: eventIdSchema }),
  v.strictObject({
    act: v.literal('remark'),
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_REMARK)),
    /** The remark it answers. */
    to: v.nullable(eventIdSchema),
    /** Whose it is where its event is not theirs: a channel shows what readers sent to it. Null elsewhere. */
    by: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_REMARK_NAME))),
  }),
  v.strictObject({ act: v.literal('unremark'), remark: eventIdSchema }),
  /** Null takes it back. */
  v.strictObject({
    act: v.literal('like'),
    mark: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MARK))),
  }),
  /** A story was looked at. */
  v.strictObject({ act: v.literal('seen') }),
  /** How many readers of a channel gave each sign, as its editors counted. */
  v.strictObject({ act: v.literal('tally'), signs: signCountsSchema }),
]);
/** See {@link saidSchema}. */
export type Said = v.InferOutput<typeof saidSchema>;

/** One thing said about one post, as it is kept. */
export const noteRecordSchema = v.strictObject({
  id: eventIdSchema,
  post: eventIdSchema,
  /** Where it was said: the post's own space, or a reader's beside it. */
  space: spaceIdSchema,
  author: accountIdSchema,
  /** Its place in the chain of the device that said it; not kept of what came before this version. */
  seq: v.exactOptional(countSchema),
  /** That device; as `seq`, not kept of what came before. */
  device: v.exactOptional(deviceIdSchema),
  at: timeSchema,
  /** The clock it was signed at, where that is not its place; not kept of what came before this version. */
  signedAt: v.exactOptional(timeSchema),
  /** The order of what its author had said before it, where the clock it was signed at is not later (FED-7). */
  after: v.exactOptional(timeSchema),
  said: saidSchema,
});
/** See {@link noteRecordSchema}. */
export type NoteRecord = v.InferOutput<typeof noteRecordSchema>;

/** What was said about posts, by post; a post about which nothing was said has no entry. In the order of `at`, then id. */
export type NotesByPost = ReadonlyMap<EventId, readonly NoteRecord[]>;
