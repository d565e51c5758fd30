import * as v from 'valibot';
import { accountIdSchema } from '@shared/schemas.ts';

/** Most people or tags one audience names. */
export const MOST_NAMED = 500;

const people = v.pipe(v.array(accountIdSchema), v.minLength(1), v.maxLength(MOST_NAMED), v.readonly());

/** Whom a post is for (VIS-2), in the poster's words: who that is changes with the contacts, not with the post. */
export const audienceSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('contacts') }),
  v.strictObject({
    kind: v.literal('tags'),
    tags: v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
      v.minLength(1),
      v.maxLength(MOST_NAMED),
      v.readonly(),
    ),
  }),
  v.strictObject({ kind: v.literal('only'), accounts: people }),
  v.strictObject({ kind: v.literal('except'), accounts: people }),
  v.strictObject({ kind: v.literal('me') }),
]);
/** See {@link audienceSchema}. */
export type Audience = v.InferOutput<typeof audienceSchema>;
