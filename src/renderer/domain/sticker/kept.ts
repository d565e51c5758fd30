/** The stickers a person has at hand, as they are kept (see `domain/feed/kept`). */
import * as v from 'valibot';
import { cleanLine } from '@shared/cleanLine.ts';
import { countSchema } from '@shared/schemas.ts';
import { stickerSchema } from '../chat/bodies.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { wireFileSchema } from '../chat/file.ts';
import { idBytes } from '../event/codec.ts';

/** Kind of the records, each under the id of its blob. */
export const STICKER_KEEP = 'chat.sticker-kept';
/** Most stickers at hand. */
export const MAX_STICKERS = 500;
/** Longest name of a pack, UTF-16 code units. */
export const MAX_PACK = 40;
/** Longest side of a sticker, pixels. */
export const STICKER_SIDE = 512;

const packSchema = v.pipe(v.string(), v.maxLength(MAX_PACK), v.transform(cleanLine), v.maxLength(MAX_PACK));

/** A sticker at hand: `pack` is the pile it lies in, empty for the first one. */
export const keptStickerSchema = v.strictObject({ ...stickerSchema.entries, pack: packSchema, addedAt: countSchema });
/** See {@link keptStickerSchema}. */
export type KeptSticker = v.InferOutput<typeof keptStickerSchema>;

const recordSchema = v.strictObject({
  v: v.literal(1),
  at: countSchema,
  sticker: v.nullable(v.strictObject({ ...keptStickerSchema.entries, file: wireFileSchema })),
});

/** What is kept of one: null once it was taken away; another own device may still have it. The later `at` holds. */
export interface StickerRecord {
  readonly at: number;
  readonly sticker: KeptSticker | null;
}

/** The bytes of a record. */
export function encodeSticker({ at, sticker }: StickerRecord): Uint8Array {
  const wire = sticker === null ? null : { ...sticker, file: { ...sticker.file, blob: idBytes(sticker.file.blob) } };
  return encodeCanonical({ v: 1, at, sticker: wire });
}

/** The way back; null for what is no such record. */
export function decodeSticker(bytes: Uint8Array): StickerRecord | null {
  const record = readCanonical(recordSchema, bytes);
  return record === null ? null : { at: record.at, sticker: record.sticker };
}

/** As they are shown: pack by pack, in the order in which the packs were begun, each in the order in which its stickers came. */
export function inPacks(stickers: readonly KeptSticker[]): readonly (readonly [string, readonly KeptSticker[]])[] {
  const packs = new Map<string, KeptSticker[]>();
  for (const sticker of stickers.toSorted((one, other) => one.addedAt - other.addedAt)) {
    const pack = packs.get(sticker.pack);
    if (pack === undefined) packs.set(sticker.pack, [sticker]);
    else pack.push(sticker);
  }
  return [...packs];
}
