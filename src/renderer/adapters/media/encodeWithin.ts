import { AVATAR_SIDE } from '@ports/media.ts';

/** One try at encoding: side in pixels, format and quality. */
export interface EncodingTry {
  readonly side: number;
  readonly type: 'image/webp' | 'image/jpeg';
  readonly quality: number;
}

/** Encoded bytes with the type the encoder says it used. */
export interface Encoded {
  readonly type: string;
  readonly size: number;
}

/** The tries in order: WebP from good to small, then JPEG where there is no WebP encoder, then fewer pixels. */
export const avatarTries: readonly EncodingTry[] = [AVATAR_SIDE, 192, 128].flatMap((side) =>
  (['image/webp', 'image/jpeg'] as const).flatMap((type) =>
    [0.9, 0.8, 0.7, 0.55, 0.4].map((quality) => ({ side, type, quality })),
  ),
);

/** For the small picture inside a message: as large and as good as its few bytes allow. */
export const thumbnailTries: readonly EncodingTry[] = [360, 280, 200, 128, 64].flatMap((side) =>
  (['image/webp', 'image/jpeg'] as const).flatMap((type) =>
    [0.7, 0.5, 0.3].map((quality) => ({ side, type, quality })),
  ),
);

/** The first encoding that has the type asked for and at most `limit` bytes; null when no try has. */
export async function encodeWithin<T extends Encoded>(
  limit: number,
  tries: readonly EncodingTry[],
  encode: (attempt: EncodingTry) => Promise<T>,
): Promise<T | null> {
  for (const attempt of tries) {
    // One after another on purpose: nearly always the first is good enough.
    const encoded = await encode(attempt);
    if (encoded.type === attempt.type && encoded.size <= limit) return encoded;
  }
  return null;
}
