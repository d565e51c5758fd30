/** Posts that are to give way, or did, as they are kept (DEV-76). */
import * as v from 'valibot';
import { blobIdSchema, eventIdSchema, timeSchema } from '@shared/schemas.ts';

/** A post of this device, the one of another that stays, and whether what only the first says is a draft by now. */
const pairSchema = v.strictObject({
  post: eventIdSchema,
  stays: eventIdSchema,
  isKept: v.boolean(),
  /** When it gave way to one that says the same, and what it shows: that is kept until it is known that the other stands. */
  gave: v.exactOptional(v.strictObject({ at: timeSchema, blobs: v.array(blobIdSchema) })),
});
/** See {@link pairSchema}. */
export type Pair = v.InferOutput<typeof pairSchema>;
const pairsSchema = v.array(pairSchema);

/** None where they cannot be read. */
export function pairsIn(value: unknown): readonly Pair[] {
  const read = v.safeParse(pairsSchema, value);
  return read.success ? read.output : [];
}

/** Whether they are the same two posts. */
export function isOne(one: Pair, other: Pair): boolean {
  return one.post === other.post && one.stays === other.stays;
}

/** What tells it from others. */
export function keyOf({ post, stays }: Pair): string {
  return `${post}/${stays}`;
}
