import * as v from 'valibot';
import type { BlobId } from '@shared/ids.ts';
import { blobIdSchema, bytesUpTo, countSchema, wireId } from '@shared/schemas.ts';

/** Largest preview picture inside a message, bytes. */
export const MAX_THUMBNAIL_BYTES = 12 * 1024;
/** Largest file, bytes: 4 GiB. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024 * 1024;
/** Longest file name, UTF-16 code units. */
export const MAX_FILE_NAME = 255;
/** Longest side of a picture, pixels, as a sender may claim it. */
export const MAX_SIDE = 65_535;

/** Longest sound or film a message may claim, ms: a day. */
export const MAX_DURATION = 24 * 3_600_000;
/** Most levels of a voice note's waveform. */
export const MAX_LEVELS = 64;

const side = v.pipe(countSchema, v.minValue(1), v.maxValue(MAX_SIDE));

const pictureSchema = v.strictObject({
  width: side,
  height: side,
  /** A hash that draws a blurred preview at once (ThumbHash), base64url: see `blurUrl`. */
  blur: v.pipe(v.string(), v.maxLength(128)),
  /** A small JPEG or WebP. */
  thumbnail: v.nullable(bytesUpTo(MAX_THUMBNAIL_BYTES)),
});

/** A file a message speaks of: what is known of it before a byte of it is here. Name and type are the sender's claims. */
export const fileReferenceSchema = v.strictObject({
  blob: blobIdSchema,
  size: v.pipe(countSchema, v.maxValue(MAX_FILE_BYTES)),
  /** A bare name, cleaned: no path, no control or direction characters (see `cleanFileName`). */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_FILE_NAME)),
  /** `type/subtype`, lower case. Never believed beyond choosing an icon or a player. */
  mime: v.pipe(v.string(), v.maxLength(127), v.regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/)),
  /** Set for a picture that is shown in the conversation; null for a plain file. */
  picture: v.nullable(pictureSchema),
});
/** See {@link fileReferenceSchema}. */
export type FileReference = v.InferOutput<typeof fileReferenceSchema>;

/** The same as events carry it: the id as bytes. */
export const wireFileSchema = v.strictObject({
  ...fileReferenceSchema.entries,
  blob: wireId<BlobId>(),
});

const duration = v.pipe(countSchema, v.maxValue(MAX_DURATION));

/** What is known of a voice note before a byte of it is here. */
export const voiceSchema = v.strictObject({
  /** ms. */
  duration,
  /** How loud it is from its beginning to its end, 0 to 255 each. */
  levels: bytesUpTo(MAX_LEVELS),
});

/** What a file is beside bytes: a voice note, or a film. All of it is the sender's claim, and draws something before a byte is here. */
export const mediaSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('voice'), ...voiceSchema.entries }),
  v.strictObject({ kind: v.literal('video'), duration, poster: v.nullable(pictureSchema) }),
]);
/** See {@link mediaSchema}. */
export type FileMedia = v.InferOutput<typeof mediaSchema>;
