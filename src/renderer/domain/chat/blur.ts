/** The blurred preview of a picture (ThumbHash): some 25 bytes for shape, colours and transparency. */
import { rgbaToThumbHash, thumbHashToDataURL } from 'thumbhash';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';

/** Longest side of the pixels a blur is made of. */
export const BLUR_SIDE = 100;
/** Bytes a ThumbHash can have: header, and up to 63 coefficients of four bits. */
const MOST_BYTES = 40;
const LEAST_BYTES = 5;

/** Makes the blur of pixels (RGBA, not premultiplied), whose sides are at most {@link BLUR_SIDE}; base64url. */
export function blurOf(pixels: {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}): string {
  return toBase64url(rgbaToThumbHash(pixels.width, pixels.height, pixels.data));
}

/** A blur as the address of a tiny PNG; null for what is none. Never throws, and costs the same whatever it is given. */
export function blurUrl(blur: string): string | null {
  const bytes = fromBase64url(blur);
  if (!bytes.ok || bytes.value.length < LEAST_BYTES || bytes.value.length > MOST_BYTES) return null;
  try {
    return thumbHashToDataURL(bytes.value);
  } catch {
    // Coefficients cut short: someone else's blur is not worth a fault.
    return null;
  }
}
