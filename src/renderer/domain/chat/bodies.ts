/** Messages that are neither text nor a file: stickers, contacts, places, polls, and such as end by themselves. */
import * as v from 'valibot';
import { cleanLine } from '@shared/cleanLine.ts';
import type { BlobId } from '@shared/ids.ts';
import { accountIdSchema, blobIdSchema, countSchema, timeSchema, wireId } from '@shared/schemas.ts';
import { wireAccountId, wireExtras } from './extras.ts';
import { fileReferenceSchema, wireFileSchema } from './file.ts';

/** Kind of a sticker; body `{ file, emoji }`. */
export const STICKER_KIND = 'chat.sticker';
/** Kind of somebody's card; body `{ account, name, invite }`. */
export const CONTACT_KIND = 'chat.contact';
/** Kind of a place on the map; body `{ latitude, longitude, label }`, in millionths of a degree. */
export const PLACE_KIND = 'chat.place';
/** Kind of a poll; body `{ question, options, several, closes }`. */
export const POLL_KIND = 'chat.poll';
/** Kind of a message whose words end; body `{ blob, size, life }`: the blob that holds them, and how long they last. */
export const FLEETING_KIND = 'chat.fleeting';

/** Longest emoji a sticker stands for, UTF-16 code units. */
export const MAX_EMOJI = 32;
/** Longest name on a contact's card, UTF-16 code units. */
export const MAX_CARD_NAME = 128;
/** Longest link of an invite on a card. */
export const MAX_CARD_INVITE = 8192;
/** Longest label of a place. */
export const MAX_PLACE_LABEL = 200;
/** Longest question of a poll, and longest of its options. */
export const MAX_QUESTION = 300;
/** See {@link MAX_QUESTION}. */
export const MAX_OPTION = 120;
/** Fewest and most options of a poll. */
export const POLL_OPTIONS = { least: 2, most: 12 } as const;
/** Shortest and longest life of words that end, ms. */
export const LIFE = { least: 60_000, most: 366 * 24 * 3_600_000 } as const;
/** Largest blob of words that end, bytes. */
export const MAX_FLEETING_BYTES = 128 * 1024;
/** Places are given in millionths of a degree: about a hand's breadth. */
const MILLION = 1_000_000;

/** One clean line of at most so many UTF-16 code units. */
export const line = (most: number) => v.pipe(v.string(), v.maxLength(most), v.transform(cleanLine), v.maxLength(most));
/** The same, of at least one. */
export const full = (most: number) => v.pipe(line(most), v.minLength(1));
const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most));
const millionths = (most: number) =>
  v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(-most * MILLION),
    v.maxValue(most * MILLION),
    v.transform((value) => value / MILLION),
  );

const pollEntries = {
  question: full(MAX_QUESTION),
  options: v.pipe(
    v.array(full(MAX_OPTION)),
    v.minLength(POLL_OPTIONS.least),
    v.maxLength(POLL_OPTIONS.most),
    v.readonly(),
  ),
  /** Whether one may choose more than one. */
  several: v.boolean(),
  /** From when on nobody's choice counts any more, ms; null: until its author closes it. */
  closes: v.nullable(timeSchema),
};
const contactEntries = {
  name: full(MAX_CARD_NAME),
  /** A link by which one becomes their contact, where the sender has one to give. */
  invite: v.nullable(v.pipe(v.string(), v.maxLength(MAX_CARD_INVITE))),
};

/** A poll as its author wrote it. */
export const pollSchema = v.strictObject(pollEntries);
/** See {@link pollSchema}. */
export type Poll = v.InferOutput<typeof pollSchema>;
/** Somebody's card. The name is what the sender calls them. */
export const contactCardBodySchema = v.strictObject({ account: accountIdSchema, ...contactEntries });
/** See {@link contactCardBodySchema}. */
export type SharedContact = v.InferOutput<typeof contactCardBodySchema>;
/** A place in degrees (WGS 84). */
export const placeSchema = v.strictObject({
  latitude: degrees(90),
  longitude: degrees(180),
  label: line(MAX_PLACE_LABEL),
});
/** See {@link placeSchema}. */
export type Place = v.InferOutput<typeof placeSchema>;
/** A sticker: a picture, and the emoji it stands for. */
export const stickerSchema = v.strictObject({ file: fileReferenceSchema, emoji: line(MAX_EMOJI) });
/** See {@link stickerSchema}. */
export type Sticker = v.InferOutput<typeof stickerSchema>;
/** Words that are not here yet, or were not read. */
export const fleetingWordsSchema = v.strictObject({
  blob: blobIdSchema,
  size: v.pipe(countSchema, v.maxValue(MAX_FLEETING_BYTES)),
});

/** Body of {@link STICKER_KIND}. */
export const stickerBodySchema = v.strictObject({ file: wireFileSchema, emoji: line(MAX_EMOJI), ...wireExtras });
/** Body of {@link CONTACT_KIND}. */
export const contactBodySchema = v.strictObject({ account: wireAccountId, ...contactEntries, ...wireExtras });
/** Body of {@link PLACE_KIND}. */
export const placeBodySchema = v.strictObject({
  latitude: millionths(90),
  longitude: millionths(180),
  label: line(MAX_PLACE_LABEL),
  ...wireExtras,
});
/** Body of {@link POLL_KIND}. */
export const pollBodySchema = v.strictObject({ ...pollEntries, ...wireExtras });

/** Body of {@link FLEETING_KIND}: how long its words last from where it stands, ms. */
export const fleetingBodySchema = v.strictObject({
  blob: wireId<BlobId>(),
  size: v.pipe(countSchema, v.maxValue(MAX_FLEETING_BYTES)),
  life: v.pipe(v.number(), v.safeInteger(), v.minValue(LIFE.least), v.maxValue(LIFE.most)),
});

/** A place as an event carries it. */
export function encodePlace({ latitude, longitude, label }: Place): Record<string, unknown> {
  return { latitude: Math.round(latitude * MILLION), longitude: Math.round(longitude * MILLION), label };
}
