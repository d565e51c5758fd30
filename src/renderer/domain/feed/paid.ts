/** What the event of a paid post says of it (CHN-30 to CHN-32): its text is sealed, and this is how its key is come by. */
import * as v from 'valibot';
import { bytesOf, bytesUpTo, countSchema } from '@shared/schemas.ts';

/** Largest sum a price may be, in minor units: what one record of the wallet may move (WAL-4). */
const MAX_AMOUNT = 999_999_999_999_999;
/** Longest code of a unit. */
const MAX_CODE = 16;
/** The last day that can be counted, as the tree of days is deep (CHN-32). */
export const LAST_DAY = 65_535;

/** Who is paid, and in which promise. The code is for showing until the unit itself is here. */
export const payTargetEntries = {
  /** The account. */
  payee: bytesOf(32),
  /** Id of the unit. */
  unit: bytesOf(32),
  code: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CODE)),
  decimals: v.pipe(countSchema, v.maxValue(8)),
  /** ISO 4217 code of what it is promised as; null where it is nothing of the kind. */
  currency: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
} as const;

/** A sum in minor units of the unit beside it. */
export const priceAmountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_AMOUNT));

/** What a post costs by itself. */
export const priceSchema = v.strictObject({ ...payTargetEntries, amount: priceAmountSchema });
/** See {@link priceSchema}. */
export type Price = v.InferOutput<typeof priceSchema>;

/** See the file. */
export const paidFaceSchema = v.strictObject({
  /** Day of publishing, counted from 1970 in UTC: who subscribed for that day reads it. */
  day: v.pipe(countSchema, v.maxValue(LAST_DAY)),
  /** False: it is bought by itself alone. */
  isForSubscribers: v.boolean(),
  /** Public half of the inbox of whose secret the keys of days are made. */
  inbox: bytesOf(32),
  /** The key of the post, sealed with that of its day. */
  nonce: bytesOf(24),
  box: bytesUpTo(512),
  /** Null: it is not sold by itself. */
  price: v.nullable(priceSchema),
});
/** See {@link paidFaceSchema}. */
export type PaidFace = v.InferOutput<typeof paidFaceSchema>;
