import * as v from 'valibot';
import { bytesUpTo } from '@shared/schemas.ts';

/** Longest name, in Unicode code points. */
export const MAX_NAME_LENGTH = 64;
/** Largest avatar picture in bytes (a 256-pixel WebP or JPEG). */
export const MAX_AVATAR_BYTES = 24 * 1024;

/** A picture, or a generated one that is drawn from the account id and the name. */
export const avatarSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('generated') }),
  v.strictObject({
    kind: v.literal('picture'),
    type: v.picklist(['image/webp', 'image/jpeg', 'image/png']),
    bytes: bytesUpTo(MAX_AVATAR_BYTES),
  }),
]);
/** See {@link avatarSchema}. */
export type Avatar = v.InferOutput<typeof avatarSchema>;

/** What a person shows of themselves. The name is already clean (see `cleanName`). */
export const profileSchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME_LENGTH * 4)),
  avatar: avatarSchema,
});
/** See {@link profileSchema}. */
export type Profile = v.InferOutput<typeof profileSchema>;
