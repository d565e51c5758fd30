import { asPicture } from './rules.ts';

const SIDE = 112;

/** A file as a small square picture that fits into an update; null when it is no picture. */
export async function smallPicture(file: File): Promise<string | null> {
  try {
    const image = await createImageBitmap(file);
    const side = Math.min(image.width, image.height);
    const canvas = new OffscreenCanvas(SIDE, SIDE);
    const context = canvas.getContext('2d');
    context?.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
    image.close();
    const bytes = new Uint8Array(
      await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.7 })).arrayBuffer(),
    );
    return asPicture(`data:image/webp;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`);
  } catch {
    return null;
  }
}
