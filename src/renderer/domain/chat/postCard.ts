/** A post of a channel that somebody passes on in a chat (CHT-35). */
import * as v from 'valibot';
import { cleanLine } from '@shared/cleanLine.ts';
import { bytesUpTo } from '@shared/schemas.ts';
import { payTargetEntries, priceAmountSchema } from '../feed/paid.ts';
import { encodeShared, sharedPostSchema, wireSharedSchema } from '../feed/sharedPost.ts';
import { line } from './bodies.ts';
import { wireExtras } from './extras.ts';
import { MAX_THUMBNAIL_BYTES } from './file.ts';

/** Kind of such a card; body `{ shared, lead, picture, sale }`, the ids in `shared` as bytes. */
export const POST_KIND = 'chat.post';
/** Longest lead on a card, UTF-16 code units. */
export const MAX_LEAD = 200;

const { payee: _payee, ...unitEntries } = payTargetEntries;
const entries = {
  /** Its first words. */
  lead: line(MAX_LEAD),
  /** A small JPEG or WebP. */
  picture: v.nullable(bytesUpTo(MAX_THUMBNAIL_BYTES)),
  /** How it is sold; null where it is not. */
  sale: v.nullable(
    v.strictObject({
      isForSubscribers: v.boolean(),
      /** By itself; null: not by itself. */
      price: v.nullable(v.strictObject({ ...unitEntries, amount: priceAmountSchema })),
    }),
  ),
};

/** See the head of this file. All but which post it is are the sender's claims, and stand only where the post itself is not here. */
export const postCardSchema = v.strictObject({ shared: sharedPostSchema, ...entries });
/** See {@link postCardSchema}. */
export type PostCard = v.InferOutput<typeof postCardSchema>;

/** Body of {@link POST_KIND}. */
export const postCardBodySchema = v.strictObject({
  shared: v.pipe(
    wireSharedSchema,
    v.transform((shared) => ({ ...shared, name: cleanLine(shared.name), title: cleanLine(shared.title) })),
  ),
  ...entries,
  ...wireExtras,
});

/** A card as an event carries it. */
export function encodePostCard({ shared, lead, picture, sale }: PostCard): Record<string, unknown> {
  return { shared: encodeShared(shared), lead, picture, sale };
}
