import * as v from 'valibot';
import { blobIdSchema, countSchema } from '@shared/schemas.ts';

/** Patterns that come with the app. Each is drawn by the screens in any {@link wallpaperTones}. */
export const wallpaperPatterns = ['plain', 'leaves', 'waves', 'dots', 'squares', 'rings'] as const;
/** Colours of the patterns; light and dark belong to the screens. */
export const wallpaperTones = ['sage', 'sand', 'sky', 'rose', 'violet', 'slate'] as const;
/** Most that a picture is darkened by, percent: beyond it nothing of it is seen. */
export const MAX_DIM = 80;

/** What stands behind the messages of a chat. */
export const wallpaperSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({
    kind: v.literal('pattern'),
    pattern: v.picklist(wallpaperPatterns),
    tone: v.picklist(wallpaperTones),
  }),
  /** An own picture, kept as a blob. `dim`: percent it is darkened by where the app is dark. */
  v.strictObject({
    kind: v.literal('picture'),
    blob: blobIdSchema,
    size: countSchema,
    mime: v.pipe(v.string(), v.maxLength(128)),
    dim: v.pipe(countSchema, v.maxValue(MAX_DIM)),
  }),
]);
/** See {@link wallpaperSchema}. */
export type Wallpaper = v.InferOutput<typeof wallpaperSchema>;
