/** Making a picture ready to be sent, in the worker. */
import { BLUR_SIDE, blurOf } from '@domain/chat/blur.ts';
import { type PreparedPicture, SENT_QUALITY, SENT_SIDE } from '@ports/media.ts';
import { fail, ok } from '@shared/result.ts';
import { bareAnimation, isAnimated } from './animation.ts';
import { decode, scaled } from './canvas.ts';
import { encodeWithin, thumbnailTries } from './encodeWithin.ts';
import type { MediaAnswer, MediaTask } from './mediaMessages.ts';

/** See `PicturePreparer`. The bytes are those of a picture whose header was checked. */
export async function preparePicture(
  bytes: Uint8Array<ArrayBuffer>,
  { type, thumbnailBytes }: Pick<MediaTask & { readonly kind: 'prepare' }, 'type' | 'thumbnailBytes'>,
): Promise<MediaAnswer<'prepare'>> {
  const bitmap = await decode(new Blob([bytes], { type }));
  if (!bitmap.ok) return bitmap;
  const { width, height } = bitmap.value;
  const moving = isAnimated(type, bytes) ? bareAnimation(type, bytes) : null;
  if (moving === null && isAnimated(type, bytes)) return fail('picture-unreadable', 'its frames do not add up');
  const [canvas] = scaled(bitmap.value, SENT_SIDE, 'none');
  bitmap.value.close();
  const small = await preview(canvas, thumbnailBytes);
  if (moving !== null) {
    return ok({ content: new Blob([moving], { type }), type, width, height, ...small.shown });
  }
  const content = await bare(await encode(canvas, small.isOpaque));
  return ok({ content, type: sentType(content.type), width: canvas.width, height: canvas.height, ...small.shown });
}

/** WebP keeps transparency; where there is no encoder for it, PNG does, and JPEG serves the rest. */
async function encode(canvas: OffscreenCanvas, isOpaque: boolean): Promise<Blob> {
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality: SENT_QUALITY });
  if (webp.type === 'image/webp') return webp;
  return canvas.convertToBlob({ type: isOpaque ? 'image/jpeg' : 'image/png', quality: SENT_QUALITY });
}

/** An encoder may add a colour profile of its own. Pixels without one are sRGB, which these are: it is weight, and left out. */
async function bare(encoded: Blob): Promise<Blob> {
  if (encoded.type !== 'image/webp' && encoded.type !== 'image/png') return encoded;
  const parts = bareAnimation(encoded.type, new Uint8Array(await encoded.arrayBuffer()));
  return parts === null ? encoded : new Blob([parts], { type: encoded.type });
}

function sentType(type: string): PreparedPicture['type'] {
  return type === 'image/webp' || type === 'image/png' ? type : 'image/jpeg';
}

interface Preview {
  readonly shown: Pick<PreparedPicture, 'blur' | 'thumbnail'>;
  readonly isOpaque: boolean;
}

async function preview(canvas: OffscreenCanvas, thumbnailBytes: number): Promise<Preview> {
  const [tiny, pen] = scaled(canvas, BLUR_SIDE, 'none');
  const pixels = pen.getImageData(0, 0, tiny.width, tiny.height);
  const isOpaque = pixels.data.every((value, index) => index % 4 !== 3 || value === 255);
  const thumbnail = await encodeWithin(thumbnailBytes, thumbnailTries, ({ side, type, quality }) =>
    // JPEG has no transparency: white, as in every other preview.
    scaled(canvas, side, type === 'image/webp' ? 'none' : '#fff')[0].convertToBlob({ type, quality }),
  );
  const bytes = thumbnail === null ? null : new Uint8Array(await (await bare(thumbnail)).arrayBuffer());
  return { shown: { blur: blurOf(pixels), thumbnail: bytes }, isOpaque };
}
