/** Decoding and drawing in the worker. */
import { type Result, fail, ok } from '@shared/result.ts';
import { MAX_PICTURE_PIXELS, type MediaError } from '@ports/media.ts';

/** A canvas with its pen. */
export type Surface = readonly [OffscreenCanvas, OffscreenCanvasRenderingContext2D];

/** Decodes a picture whose header was checked, turned as it says; what turns out larger than its header said is dropped at once. */
export async function decode(picture: Blob): Promise<Result<ImageBitmap, MediaError>> {
  const bitmap = await createImageBitmap(picture);
  if (bitmap.width * bitmap.height <= MAX_PICTURE_PIXELS) return ok(bitmap);
  bitmap.close();
  return fail('picture-too-many-pixels', 'more pixels than the header said');
}

/** A canvas of one colour, or with none where the picture is to stay transparent. */
export function surface(width: number, height: number, ground: '#fff' | 'none' = '#fff'): Surface {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  if (ground !== 'none') {
    // White under transparency, or a dark theme would swallow a dark drawing.
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = 'high';
  return [canvas, context];
}

/** The picture drawn so that its longer side is at most `longest`; never larger than it is. */
export function scaled(
  bitmap: ImageBitmap | OffscreenCanvas,
  longest: number,
  ground: '#fff' | 'none' = '#fff',
): Surface {
  const factor = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * factor));
  const height = Math.max(1, Math.round(bitmap.height * factor));
  const [canvas, context] = surface(width, height, ground);
  context.drawImage(bitmap, 0, 0, width, height);
  return [canvas, context];
}
